// SPDX-License-Identifier: Apache-2.0
//! Developer tasks: import facts, generate code, check the house.

mod generate;
mod import_catalogue;
mod import_models;
mod tidy;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask <task>

Tasks:
  import-models      fetch the pinned botocore wheel and reduce its IAM and STS models to facts (models/)
  import-catalogue   fetch the service authorization reference and the AWS managed policies (catalogue/)
  generate           write the generated Rust code, COVERAGE.md and conformance/evaluation/RULES.md
  generate --check   fail if what `generate` would write differs from what is there
  tidy               check file sizes, module docs, one operation per file, words, crate arrows
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let outcome: Result<(), String> = match words.as_slice() {
        ["import-models"] => import_models::run(root),
        ["generate"] => generate::run(root, false),
        ["generate", "--check"] => generate::run(root, true),
        ["import-catalogue"] => import_catalogue::run(root),
        ["tidy"] => tidy::run(root),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            write_error(&message);
            ExitCode::FAILURE
        }
    }
}

fn write_error(message: &str) {
    use std::io::Write;
    // A closed stderr leaves nobody to tell.
    let _ = writeln!(std::io::stderr(), "{message}");
}
