// SPDX-License-Identifier: Apache-2.0
//! Holds the compiled engine to the reference over as many worlds as asked: `engine_equality [COUNT] [FIRST]`.

#[expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a failure is a panic")]
#[path = "../tests/engine_worlds/mod.rs"]
mod engine_worlds;

use std::process::ExitCode;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a command")]
#[expect(clippy::disallowed_methods, reason = "its arguments are its input")]
fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|text| text.replace('_', "").parse::<u64>());
    let (Ok(count), Ok(first)) = (numbers.next().unwrap_or(Ok(1_000_000)), numbers.next().unwrap_or(Ok(0)))
    else {
        eprintln!("usage: engine_equality [COUNT] [FIRST]");
        return ExitCode::FAILURE;
    };
    for seed in first..first.saturating_add(count) {
        let (world, mut dice) = engine_worlds::world(seed);
        world.check(&mut dice);
    }
    println!("{count} worlds from {first} on: the engine and the reference agree");
    ExitCode::SUCCESS
}
