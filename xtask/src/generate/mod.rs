// SPDX-License-Identifier: Apache-2.0
//! Writes what follows from the models and from the files present, or checks that it is up to date.

mod constraints;
mod coverage;
mod faults;
mod model;
mod names;
mod operations;
mod patches;
mod rules;
mod service;
mod shapes;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use model::Model;

/// A file that the generator writes: its path below the root, and its text before formatting.
type Output = (PathBuf, String);

/// Folders in which every file is generated: one that no sub-generator contributes is stale.
const OWNED: [&str; 1] = ["crates/wire/src/generated"];

/// The first lines of every generated Rust file.
const HEADER: &str =
    "// SPDX-License-Identifier: Apache-2.0\n// Written by `cargo xtask generate`; do not edit.\n";

/// Everything that is generated. To generate more, add a sub-generator here.
fn outputs(root: &Path) -> Result<Vec<Output>, String> {
    let models = [Model::load(root, "iam")?, Model::load(root, "sts")?];
    let mut outputs = Vec::new();
    for model in &models {
        outputs.extend(shapes::outputs(model)?);
        outputs.extend(operations::outputs(model)?);
        outputs.extend(constraints::outputs(model)?);
    }
    outputs.extend(faults::outputs(&models)?);
    outputs.extend(service::outputs(root, &models)?);
    outputs.extend(coverage::outputs(root, &models)?);
    outputs.extend(rules::outputs(root)?);
    Ok(outputs)
}

/// Writes the outputs; with `is_check`, only says which files differ.
pub(crate) fn run(root: &Path, is_check: bool) -> Result<(), String> {
    let outputs = format(root, outputs(root)?)?;
    let wanted: BTreeSet<PathBuf> = outputs.iter().map(|(path, _)| root.join(path)).collect();
    let mut differing = Vec::new();
    for (path, text) in &outputs {
        let path = root.join(path);
        if std::fs::read_to_string(&path).ok().as_ref() != Some(text) {
            if !is_check {
                write(&path, text)?;
            }
            differing.push(path);
        }
    }
    for folder in OWNED {
        for path in files_below(&root.join(folder))?.into_iter().filter(|path| !wanted.contains(path)) {
            if !is_check {
                std::fs::remove_file(&path)
                    .map_err(|error| format!("cannot remove {}: {error}", path.display()))?;
            }
            differing.push(path);
        }
    }
    if !is_check || differing.is_empty() {
        return Ok(());
    }
    let paths: Vec<String> = differing.iter().map(|path| path.display().to_string()).collect();
    Err(format!("these files are stale; run `cargo xtask generate`:\n  {}", paths.join("\n  ")))
}

/// Formats the Rust files among the outputs as `cargo fmt` would.
fn format(root: &Path, outputs: Vec<Output>) -> Result<Vec<Output>, String> {
    let mut formatted = Vec::new();
    for chunk in outputs.chunks(FORMATTED_AT_ONCE) {
        let running: Result<Vec<_>, String> =
            chunk.iter().map(|output| Formatter::start(root, output)).collect();
        for formatter in running? {
            formatted.push(formatter.finish()?);
        }
    }
    Ok(formatted)
}

/// How many formatters run side by side.
const FORMATTED_AT_ONCE: usize = 4;

/// A file being formatted.
struct Formatter {
    path: PathBuf,
    text: String,
    rustfmt: Option<std::process::Child>,
}

impl Formatter {
    fn start(root: &Path, (path, text): &Output) -> Result<Self, String> {
        let mut formatter = Self { path: path.clone(), text: text.clone(), rustfmt: None };
        if path.extension().is_none_or(|extension| extension != "rs") {
            return Ok(formatter);
        }
        let broken = |error: std::io::Error| format!("cannot run rustfmt: {error}");
        // The text goes in by a pipe: rustfmt then leaves the files of its modules alone.
        let mut rustfmt = Command::new("rustfmt")
            .args(["--edition", "2024", "--config-path"])
            .arg(root.join("rustfmt.toml"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(broken)?;
        if let Some(mut input) = rustfmt.stdin.take() {
            input.write_all(text.as_bytes()).map_err(broken)?;
        }
        formatter.rustfmt = Some(rustfmt);
        Ok(formatter)
    }

    fn finish(self) -> Result<Output, String> {
        let Some(rustfmt) = self.rustfmt else { return Ok((self.path, self.text)) };
        let output = rustfmt.wait_with_output().map_err(|error| format!("rustfmt failed: {error}"))?;
        if !output.status.success() {
            return Err(format!("rustfmt does not take {}", self.path.display()));
        }
        let text = String::from_utf8(output.stdout).map_err(|error| format!("rustfmt failed: {error}"))?;
        Ok((self.path, text))
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    if !folder.exists() {
        return Ok(files);
    }
    let broken = |error: std::io::Error| format!("cannot read {}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(broken)? {
        let path = entry.map_err(broken)?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
