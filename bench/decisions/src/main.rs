// SPDX-License-Identifier: Apache-2.0
//! Measures the policy engine, and checks every answer, beside other engines and the floor under them all.

mod allocations;
mod compile;
mod generate;
mod instructions;
mod measure;
#[cfg(feature = "peers")]
mod peers;
mod random;
mod subject;
mod targets;
mod workload;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use measure::{Measured, measure};
use portcullis_policy::catalogue::Catalogue;
use subject::{BuildAndEvaluate, Compiled, Evaluate, Floor, Plain, Subject, lists};
use targets::{BUILD_MAX, GROWTH_MAX, Targets, at_least, at_most};
use workload::Workload;

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

const USAGE: &str = "\
usage: decisions [OPTION]…
  --seed N          the seed of the generated workloads (0)
  --only NAME       W1, W2, W3, scaling or compile; may be repeated
  --workload DIR    measure the workload of a folder instead; may be repeated
  --write DIR       write the generated workloads to DIR/W1, DIR/W2 and DIR/W3, and measure nothing
  --rounds N        how often each run of requests is timed (15)
  --no-peers        leave out the other engines
  --instructions    count instructions with valgrind, and measure nothing else
  --no-instructions do not count them besides, as is done if valgrind is there";

#[derive(Default)]
struct Options {
    seed: u64,
    only: Vec<String>,
    workloads: Vec<PathBuf>,
    write: Option<PathBuf>,
    rounds: Option<usize>,
    no_peers: bool,
    instructions: bool,
    no_instructions: bool,
    /// What the process does that runs under valgrind: so many passes.
    passes: Option<(String, usize)>,
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    match run(&options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("`{argument}` needs a value"));
        match argument.as_str() {
            "--seed" => options.seed = value()?.parse()?,
            "--only" => options.only.push(value()?),
            "--workload" => options.workloads.push(value()?.into()),
            "--write" => options.write = Some(value()?.into()),
            "--rounds" => options.rounds = Some(value()?.parse()?),
            "--no-peers" => options.no_peers = true,
            "--instructions" => options.instructions = true,
            "--no-instructions" => options.no_instructions = true,
            "--passes" => options.passes = Some((value()?, value()?.parse()?)),
            _ => return Err(format!("unknown argument `{argument}`").into()),
        }
    }
    Ok(options)
}

/// Gives whether every answer was right.
fn run(options: &Options) -> Result<bool, Box<dyn Error>> {
    let wants = |name: &str| options.only.is_empty() || options.only.iter().any(|only| only == name);
    if let Some(folder) = &options.write {
        for workload in generated(options.seed, &wants) {
            workload.write(&folder.join(&workload.name), usize::MAX)?;
        }
        return Ok(true);
    }
    let mut workloads = Vec::new();
    for folder in &options.workloads {
        workloads.push(Workload::read(folder)?);
    }
    if workloads.is_empty() {
        workloads = generated(options.seed, &wants);
    }
    if let Some((mode, passes)) = &options.passes {
        workloads.iter().for_each(|workload| instructions::passes(workload, mode, *passes));
        return Ok(true);
    }
    if options.instructions {
        return instructions::count(&workloads).map(|()| true);
    }
    let mut right = true;
    for workload in &workloads {
        right &= compare(workload, options);
    }
    if !options.no_instructions {
        println!();
        instructions::count(&workloads)?;
    }
    if options.workloads.is_empty() {
        if wants("scaling") {
            right &= scaling(options);
        }
        if wants("compile") {
            compile::all_managed_policies();
        }
    }
    Ok(right)
}

fn generated(seed: u64, wants: &dyn Fn(&str) -> bool) -> Vec<Workload> {
    let mut workloads = Vec::new();
    if wants("W1") {
        workloads.push(generate::small(seed));
    }
    if wants("W2") {
        workloads.push(generate::realistic(seed, 1_000, 100_000));
    }
    if wants("W3") {
        workloads.push(generate::huge(seed, 5_000, 10_000));
    }
    workloads
}

/// Measures everything on one workload.
fn compare(workload: &Workload, options: &Options) -> bool {
    println!(
        "\n{}: {} policies, {} statements, {} principals, {} requests",
        workload.name,
        workload.policies.len(),
        workload.statements_len(),
        workload.principals.len(),
        workload.requests.len()
    );
    let lists = lists(workload);
    let plain = Plain::new(workload, &lists);
    // What is parsed once for the whole process is not the workload's.
    Catalogue::embedded();
    let compiled = Compiled::new(workload);
    let mut build = BuildAndEvaluate { compiled: &compiled, plain: &plain };
    let before = allocations::live_bytes();
    // The first pass makes the indexes.
    for at in 0..plain.len() {
        std::hint::black_box(build.answer(at));
    }
    let indexes = allocations::live_bytes() - before;
    let mut evaluate = Evaluate::new(&compiled, &plain);
    let mut floor = Floor::new(workload);
    let all: Vec<usize> = (0..plain.len()).collect();
    let rounds = options.rounds.unwrap_or(15).max(1);
    let own = measure(workload, &mut [&mut floor, &mut evaluate, &mut build], &all, rounds);
    println!("{}", Measured::HEADING);
    own.iter().for_each(|one| println!("{}", one.line()));
    let [floor, evaluate, build] = own.as_slice() else { return false };
    let peers = if options.no_peers { Vec::new() } else { peers(workload) };
    memory(&compiled, indexes, workload.principals.len());
    let targets = Targets::of(&workload.name);
    let of_floor = evaluate.nanoseconds / floor.nanoseconds;
    println!(
        "evaluate: {of_floor:.2} times the floor{}",
        at_most(of_floor, targets.as_ref().map(|targets| targets.floor_max))
    );
    let of_evaluate = build.nanoseconds / evaluate.nanoseconds;
    println!(
        "build and evaluate: {of_evaluate:.2} times evaluate{}",
        at_most(of_evaluate, targets.as_ref().map(|_| BUILD_MAX))
    );
    println!(
        "evaluate: {} allocations a decision{}",
        evaluate.allocations,
        at_most(evaluate.allocations, Some(0.0))
    );
    for (whole, which) in [(false, "the best peer"), (true, "the best peer that answers everything")] {
        let counted = peers.iter().filter(|peer| !whole || peer.answered == peer.asked);
        let Some(best) = counted.map(|peer| peer.nanoseconds).min_by(f64::total_cmp) else { continue };
        let times = best / evaluate.nanoseconds;
        let targets = targets.as_ref().filter(|targets| targets.of_whole_peers == whole);
        println!(
            "evaluate: {times:.0} times {which}{}",
            at_least(times, targets.map(|targets| targets.peer_min))
        );
    }
    evaluate.right == evaluate.asked && build.right == build.asked
}

/// What the compiled form weighs.
fn memory(compiled: &Compiled, indexes: usize, principals: usize) {
    println!(
        "memory: vocabulary {:.1} MB, compiled policies {:.1} MB, principals with their indexes {:.1} MB, \
         that is {:.1} kB a principal",
        compiled.vocabulary_bytes as f64 / 1e6,
        compiled.policies_bytes as f64 / 1e6,
        (compiled.principals_bytes + indexes) as f64 / 1e6,
        (compiled.principals_bytes + indexes) as f64 / 1e3 / principals as f64
    );
}

#[cfg(feature = "peers")]
fn peers(workload: &Workload) -> Vec<Measured> {
    let sample = peers::sample(workload);
    let mut all = Vec::new();
    for mut peer in peers::subjects(workload, &sample) {
        all.extend(measure(workload, &mut [peer.as_mut()], &sample, 3));
    }
    println!("peers, on {} of the requests:", sample.len());
    all.iter().for_each(|one| println!("{}", one.line()));
    all
}

#[cfg(not(feature = "peers"))]
fn peers(_: &Workload) -> Vec<Measured> {
    Vec::new()
}

/// The cost of a decision as the statements of one principal grow in number.
fn scaling(options: &Options) -> bool {
    println!("\nscaling: one principal, distinct statements\n{}", Measured::HEADING);
    let rounds = options.rounds.unwrap_or(15).max(1);
    let mut times = Vec::new();
    let mut right = true;
    for statements in [10, 100, 1_000, 10_000] {
        let workload = generate::huge(options.seed, statements, 1_000);
        let compiled = Compiled::new(&workload);
        let lists = lists(&workload);
        let plain = Plain::new(&workload, &lists);
        let mut evaluate = Evaluate::new(&compiled, &plain);
        let all: Vec<usize> = (0..plain.len()).collect();
        for mut one in measure(&workload, &mut [&mut evaluate], &all, rounds) {
            one.name = workload.name.clone();
            println!("{}", one.line());
            right &= one.right == one.asked;
            times.push(one.nanoseconds);
        }
    }
    if let [_, hundred, _, ten_thousand] = times.as_slice() {
        let growth = ten_thousand / hundred;
        println!("10,000 statements: {growth:.2} times the cost of 100{}", at_most(growth, Some(GROWTH_MAX)));
    }
    right
}
