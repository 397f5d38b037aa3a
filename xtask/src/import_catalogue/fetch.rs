// SPDX-License-Identifier: Apache-2.0
//! Fetching pinned npm packages into a folder of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::json;

/// A package, pinned by version and by the hash of its archive.
pub(crate) struct Package {
    /// The name in the registry.
    pub(crate) name: &'static str,
    /// The exact version.
    pub(crate) version: &'static str,
    /// The archive's hash in npm's notation.
    pub(crate) integrity: &'static str,
    /// What its licence file must begin with; the licence is kept in SOURCES.md.
    pub(crate) copyright: &'static str,
}

/// Fetches a package below `folder`, compares its hash and unpacks it; gives the unpacked folder.
pub(crate) fn unpack(package: &Package, folder: &Path) -> Result<PathBuf, String> {
    let specification = format!("{}@{}", package.name, package.version);
    let report = run(Command::new("npm").current_dir(folder).args([
        "pack",
        "--json",
        "--loglevel=error",
        &specification,
    ]))?;
    let report = json::parse(&report)?;
    let entry =
        json::items(&report).first().ok_or_else(|| format!("npm packed nothing for `{specification}`"))?;
    let integrity = json::text(entry, "integrity")?;
    if integrity != package.integrity {
        return Err(format!("`{specification}` has integrity {integrity}, pinned is {}", package.integrity));
    }
    let archive = json::text(entry, "filename")?;
    let target = folder.join(package.name.replace(['@', '/'], "_"));
    std::fs::create_dir_all(&target).map_err(|error| format!("{}: {error}", target.display()))?;
    run(Command::new("tar").current_dir(&target).arg("-xzf").arg(folder.join(archive)))?;
    let unpacked = target.join("package");
    let licence =
        ["LICENSE", "LICENSE.txt"].iter().find_map(|name| std::fs::read_to_string(unpacked.join(name)).ok());
    match licence {
        Some(text) if text.contains("MIT License") && text.contains(package.copyright) => Ok(unpacked),
        _ => Err(format!("`{specification}` no longer carries the licence recorded for it")),
    }
}

fn run(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("cannot run `{program}`: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{program}` failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("`{program}` printed bytes that are not UTF-8"))
}
