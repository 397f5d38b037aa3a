// SPDX-License-Identifier: Apache-2.0
//! Measures the server at scale beside an empty one, a bare HTTP server and the bare store.

mod bare;
mod calls;
mod generate;
mod group_commit;
mod load;
mod measure;
mod process;
mod random;
mod rate;
mod report;
mod requests;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use generate::Size;
use measure::Plan;

const USAGE: &str = "\
usage: server-bench [OPTION]…
  --server FILE     the server's binary (target/release/portcullis, or below CARGO_TARGET_DIR)
  --data DIR        where the stores are made, and removed at the end (a new directory in the system's for such things)
  --seed N          the seed of what is generated (0)
  --rounds N        how often everything is measured in turn (15)
  --only PART       start, latency, calls, rate or create; may be repeated
  --operation NAME  of the operations whose calls and rates are measured, only this one
  --quick           a hundredth of everything, and one round: shows that it works, and measures little";

/// The server's, for what of it runs in this program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Options {
    server: PathBuf,
    data: PathBuf,
    seed: u64,
    rounds: usize,
    only: Vec<String>,
    operation: Option<String>,
    quick: bool,
    /// The other role of this program.
    bare: Option<std::net::SocketAddr>,
}

fn main() -> ExitCode {
    let outcome =
        options().map_err(|error| format!("{error}\n{USAGE}").into()).and_then(|options| run(&options));
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options, Box<dyn Error>> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let mut options = Options {
        server: target.join("release/portcullis"),
        data: std::env::temp_dir().join(format!("portcullis-bench-{}", std::process::id())),
        seed: 0,
        rounds: 15,
        only: Vec::new(),
        operation: None,
        quick: false,
        bare: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("`{argument}` needs a value"));
        match argument.as_str() {
            "--server" => options.server = value()?.into(),
            "--data" => options.data = value()?.into(),
            "--seed" => options.seed = value()?.parse()?,
            "--rounds" => options.rounds = value()?.parse::<usize>()?.max(1),
            "--only" => options.only.push(value()?),
            "--operation" => options.operation = Some(value()?),
            "--quick" => options.quick = true,
            "--bare" => options.bare = Some(value()?.parse()?),
            _ => return Err(format!("unknown argument `{argument}`").into()),
        }
    }
    Ok(options)
}

/// Gives whether every target holds.
fn run(options: &Options) -> Result<bool, Box<dyn Error>> {
    if let Some(address) = options.bare {
        return bare::serve(address).map(|()| true);
    }
    if !options.server.is_file() {
        let path = options.server.display();
        return Err(format!(
            "there is no server at `{path}`: make it with `cargo build --release`, or use --server"
        )
        .into());
    }
    let full = Size { accounts: 1_000, users: 100_000, roles: 20_000, policies: 50_000 };
    let part = if options.quick { 100 } else { 1 };
    let plan = Plan {
        server: options.server.clone(),
        data: options.data.clone(),
        seed: options.seed,
        size: Size {
            accounts: full.accounts / part,
            users: full.users / part,
            roles: full.roles / part,
            policies: full.policies / part,
        },
        rounds: if options.quick { 1 } else { options.rounds },
        only: options.only.clone(),
        operation: options.operation.clone(),
    };
    let holds = measure::everything(&plan)?;
    Ok(holds || options.quick)
}
