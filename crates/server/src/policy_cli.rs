// SPDX-License-Identifier: Apache-2.0
//! The commands that work on policies without a server: nothing here opens a data directory or a socket.

mod answer;
mod check;
mod evaluate;
mod help;
mod input;
mod members;
mod policies;
mod principal;
mod request;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::problem::Problem;

/// What `policy` was asked to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// `policy evaluate`.
    Evaluate(evaluate::Options),
    /// `policy check`.
    Check(check::Options),
}

/// Carries a command out. The exit code is part of the answer: see `--help` of each command.
pub(crate) fn run(command: &Command) -> ExitCode {
    let outcome = match command {
        Command::Evaluate(options) => evaluate::run(options),
        Command::Check(options) => check::run(options),
    };
    outcome.map_or_else(
        |problem| {
            report(&problem.to_string());
            Verdict::Unusable.into()
        },
        ExitCode::from,
    )
}

/// The subcommand with its own subcommands.
pub(crate) fn definition() -> clap::Command {
    clap::Command::new("policy")
        .about("Evaluates and checks policies, without a server")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            clap::Command::new("evaluate")
                .about("Decides requests, each with the policies that bear on it")
                .arg(files("FILE", "Files with requests, `-` for standard input [default: -]"))
                .arg(
                    Arg::new("expect")
                        .long("expect")
                        .value_name("DECISION")
                        .help(
                            "Exit with 1 unless every request is decided so; `deny` stands for both denials",
                        )
                        .value_parser(PossibleValuesParser::new(evaluate::EXPECTATIONS)),
                )
                .arg(
                    Arg::new("explain")
                        .long("explain")
                        .value_name("FORM")
                        .num_args(0..=1)
                        .require_equals(true)
                        .default_missing_value("auto")
                        .help("Say why: as text, as members of each answer, or by what the output is [default: auto]")
                        .value_parser(PossibleValuesParser::new(evaluate::FORMS)),
                )
                .after_help(help::EVALUATE),
        )
        .subcommand(
            clap::Command::new("check")
                .about("Reads policy documents and reports what is wrong and where")
                .arg(
                    files("FILE", "Files with a policy document each, `-` for standard input").required(true),
                )
                .arg(
                    Arg::new("kind")
                        .long("kind")
                        .value_name("KIND")
                        .help("What the policies are to be used as; without it only the language is checked")
                        .value_parser(PossibleValuesParser::new(check::KINDS)),
                )
                .arg(
                    Arg::new("json")
                        .long("json")
                        .action(ArgAction::SetTrue)
                        .help("Print a line of JSON for each file"),
                )
                .after_help(help::CHECK),
        )
}

/// What the matches of [`definition`] ask for; `None` if no command was given.
pub(crate) fn read(matches: &ArgMatches) -> Option<Command> {
    let text = |matches: &ArgMatches, name: &str| matches.get_one::<String>(name).cloned();
    let files = |matches: &ArgMatches| {
        matches.get_many("files").map(|files| files.cloned().collect::<Vec<_>>()).unwrap_or_default()
    };
    Some(match matches.subcommand()? {
        ("evaluate", matches) => Command::Evaluate(evaluate::Options {
            files: files(matches),
            expect: text(matches, "expect"),
            explain: text(matches, "explain").map(|form| evaluate::Form::named(&form)),
        }),
        (_, matches) => Command::Check(check::Options {
            files: files(matches),
            kind: text(matches, "kind").and_then(|kind| check::Kind::named(&kind)),
            json: matches.get_flag("json"),
        }),
    })
}

fn files(value: &'static str, help: &'static str) -> Arg {
    Arg::new("files")
        .value_name(value)
        .help(help)
        .num_args(0..)
        .value_parser(value_parser!(std::path::PathBuf))
}

/// What the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// All is as it should be.
    Good,
    /// A decision is not the expected one, or a policy is wrong.
    Bad,
    /// Something could not be read, so that there is no answer to it.
    Unusable,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        Self::from(match verdict {
            Verdict::Good => 0,
            Verdict::Bad => 1,
            Verdict::Unusable => 2,
        })
    }
}

/// Whether the path stands for standard input.
fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A file that cannot be opened or read.
fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(
        format!("cannot read `{}`: {error}", path.display()),
        "name a file that exists and may be read, or `-` for standard input",
    )
}

/// Says something to the person at the terminal, past the answers.
fn report(text: &str) {
    // When not even this can be written, the exit code is all there is left to say it.
    let _unheard = writeln!(std::io::stderr(), "{text}");
}
