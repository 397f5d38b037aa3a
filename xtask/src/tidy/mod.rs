// SPDX-License-Identifier: Apache-2.0
//! `tidy`: the house rules that no compiler checks, one file per rule.

mod architecture;
mod arrows;
mod budget;
mod differences;
mod file_names;
mod file_size;
mod folders;
mod module_doc;
mod operations;
mod purity;
mod spdx;
mod words;

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use architecture::Architecture;

/// A text file of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SourceFile {
    /// The path from the root of the repository, with `/`.
    path: String,
    text: String,
}

/// Something that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    /// From 1; 1 as well if the whole file is meant.
    line: usize,
    message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.message)
    }
}

fn finding(path: &str, line: usize, message: impl Into<String>) -> Finding {
    Finding { path: path.to_owned(), line, message: message.into() }
}

/// Runs every check and prints every finding; fails if there is one. Needs `git` and `cargo`, not the network.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let paths = paths(root)?;
    let files = files(root, &paths);
    let mut findings = Vec::new();
    let architecture = Architecture::read(&files, &mut findings);
    findings.extend(arrows::check(&cargo_metadata(root)?, &architecture)?);
    findings.extend(budget::check(&sizes(root, &paths)));
    findings.extend(differences::check(&files));
    findings.extend(file_names::check(&files));
    findings.extend(file_size::check(&files));
    findings.extend(folders::check(&files, &architecture));
    findings.extend(module_doc::check(&files));
    findings.extend(operations::check(&files));
    findings.extend(purity::check(&files));
    findings.extend(spdx::check(&files));
    findings.extend(words::check(&files));
    findings.sort();
    findings.dedup();
    if findings.is_empty() {
        return Ok(());
    }
    let mut output = std::io::stdout().lock();
    for finding in &findings {
        writeln!(output, "{finding}").map_err(|error| format!("cannot print: {error}"))?;
    }
    Err(format!("tidy: {} findings", findings.len()))
}

/// Every file that git tracks or would add. Symbolic links are left out, as their targets are in the list; so are
/// files that are tracked but deleted.
fn paths(root: &Path) -> Result<Vec<String>, String> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let list = output(Command::new("git").current_dir(root).args(arguments))?;
    let regular = |path: &&str| {
        root.join(path).symlink_metadata().is_ok_and(|metadata| !path.is_empty() && metadata.is_file())
    };
    let mut paths: Vec<String> = list.split('\0').filter(regular).map(str::to_owned).collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// The files that are text.
fn files(root: &Path, paths: &[String]) -> Vec<SourceFile> {
    let read = |path: &String| std::fs::read_to_string(root.join(path)).ok();
    paths.iter().filter_map(|path| Some(SourceFile { path: path.clone(), text: read(path)? })).collect()
}

/// All files with their sizes in bytes.
fn sizes(root: &Path, paths: &[String]) -> Vec<(String, u64)> {
    let size = |path: &String| root.join(path).metadata().map_or(0, |metadata| metadata.len());
    paths.iter().map(|path| (path.clone(), size(path))).collect()
}

fn cargo_metadata(root: &Path) -> Result<String, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    output(Command::new(cargo).current_dir(root).args(arguments))
}

fn output(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("cannot run `{program}`: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{program}` failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("`{program}` printed bytes that are not UTF-8"))
}

/// Whether a path lies in a folder of generated files.
fn is_generated(path: &str) -> bool {
    path.split('/').any(|part| part == "generated")
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of the repository as a test makes it up.
    pub(super) fn file(path: &str, text: &str) -> SourceFile {
        SourceFile { path: path.to_owned(), text: text.to_owned() }
    }

    /// Findings as they are printed.
    pub(super) fn printed(findings: Vec<Finding>) -> Vec<String> {
        findings.iter().map(Finding::to_string).collect()
    }

    #[test]
    fn findings_lead_to_the_line() {
        assert_eq!(finding("a/b.rs", 7, "too long").to_string(), "a/b.rs:7: too long");
    }

    #[test]
    fn generated_folders_are_recognised() {
        assert!(is_generated("crates/wire/src/generated/iam/shapes.rs"));
        assert!(!is_generated("crates/wire/src/generated.rs"));
    }
}
