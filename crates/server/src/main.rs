// SPDX-License-Identifier: Apache-2.0
//! The portcullis binary: sockets, files, clock and chance around one pure function.

mod agent;
mod audit;
mod call;
mod chance;
mod cli;
mod client;
mod client_cli;
mod commit;
mod credentials;
mod data_dir;
mod environment;
mod exchange;
mod first_start;
mod histogram;
mod issuer;
mod journal;
mod json;
mod lines;
mod listen;
mod load;
mod log;
mod metrics;
mod now;
mod offline;
mod outside;
mod pages;
mod policy_cli;
mod probe;
mod problem;
mod race;
mod refuse;
mod serve;
mod show;
mod sign_in_clients;
mod signing;
mod stall;
mod throttle;
mod tls;
mod usage;

use std::io::Write;
use std::process::ExitCode;

use cli::Command;
use problem::Problem;

// Every call makes hundreds of small texts, and a directory consists of millions: the system's allocator takes twice
// the time and a fifth more memory for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let outcome = match cli::parse(std::env::args_os()) {
        Ok(Command::Policy(command)) => return policy_cli::run(&command),
        Ok(command) => run(command),
        // Clap prints help and the version to standard output with success, mistakes to standard error without.
        Err(cli::Refused::Usage(error)) => {
            let printed = error.print();
            return if error.use_stderr() || printed.is_err() {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
        Err(cli::Refused::Value(problem)) => Err(problem),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // When not even this can be written, the exit code is all there is left to say it.
            let _unheard = writeln!(std::io::stderr(), "{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Problem> {
    match command {
        // It has exit codes of its own.
        Command::Policy(_) => Ok(()),
        Command::Client(command) => client_cli::run(command),
        Command::Serve(options) => serve::serve(*options),
        Command::CreateAccount { place, id, email, access } => {
            offline::create_account(&place, id, email, access)
        }
        Command::ListAccounts { place } => offline::list_accounts(&place),
        Command::SetQuota { place, account, quota, number } => {
            offline::set_quota(&place, account, quota, number)
        }
        Command::RotateRootKey { place, account } => offline::rotate_root_key(&place, account),
        Command::SetRootPassword { place, account } => offline::set_root_password(&place, account),
        Command::ResetRoot { place, account, email, access } => {
            offline::reset_root(&place, account, email, access)
        }
    }
}
