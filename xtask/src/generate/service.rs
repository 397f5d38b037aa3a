// SPDX-License-Identifier: Apache-2.0
//! Writes the lists of operations that the service has, from the files present.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::model::Model;
use super::{Output, names};

/// Where operations are written by hand.
const FOLDER: &str = "crates/service/src";

/// What the list's file begins with after its module lines.
const LIST_HEAD: &str = "\
use crate::operation::{Run, run};
use portcullis_wire as wire;

/// The operations that are there, by name.
pub(crate) const OPERATIONS: &[(&str, Run)] = &[
";

/// One line of the list.
fn list_line(service: &str, operation: &str) -> String {
    format!("(\"{operation}\", run::<wire::{service}::{operation}Request>),\n")
}

/// An operation's file, by the operation's name, and the path below the root.
pub(super) fn implemented(root: &Path, model: &Model) -> Result<BTreeMap<String, PathBuf>, String> {
    let mut found = BTreeMap::new();
    let top = PathBuf::from(FOLDER).join(&model.service);
    let mut folders = vec![top.clone()];
    folders.extend(groups(root, &top)?.into_iter().map(|group| top.join(group)));
    for folder in folders {
        for module in modules(root, &folder)? {
            let Some(name) = model.operations.keys().find(|name| names::snake(name) == module) else {
                continue;
            };
            let path = folder.join(format!("{module}.rs"));
            if let Some(other) = found.insert(name.clone(), path.clone()) {
                return Err(format!("`{name}` has two files: {} and {}", other.display(), path.display()));
            }
        }
    }
    Ok(found)
}

/// The lists of all APIs, and the modules of their groups.
pub(super) fn outputs(root: &Path, models: &[Model]) -> Result<Vec<Output>, String> {
    let mut outputs = Vec::new();
    for model in models {
        let top = PathBuf::from(FOLDER).join(&model.service);
        let implemented = implemented(root, model)?;
        if implemented.is_empty() {
            continue;
        }
        let groups = groups(root, &top)?;
        for group in &groups {
            let folder = top.join(group);
            let module = format!("{}//! The operations on {}.\n\n", super::HEADER, group.replace('_', " "));
            outputs
                .push((folder.join("mod.rs"), module + &module_lines(&modules(root, &folder)?, Some(model))));
        }
        let mut members = groups;
        members.extend(modules(root, &top)?);
        members.sort();
        let lines: String = implemented.keys().map(|name| list_line(&model.service, name)).collect();
        let text = format!(
            "{}//! The {} operations that are there.\n\n{}\n{LIST_HEAD}{lines}];\n",
            super::HEADER,
            model.service.to_uppercase(),
            module_lines(&members, None)
        );
        outputs.push((top.join("mod.rs"), text));
    }
    Ok(outputs)
}

/// The lines that name modules. Those of a group that are no operations are there for other groups too.
fn module_lines(modules: &[String], group_of: Option<&Model>) -> String {
    let is_shared = |module: &str| {
        group_of.is_some_and(|model| !model.operations.keys().any(|name| names::snake(name) == module))
    };
    let line = |module: &String| match module.as_str() {
        "tests" => "#[cfg(test)]\nmod tests;\n".to_owned(),
        module if is_shared(module) => format!("pub(super) mod {module};\n"),
        module => format!("mod {module};\n"),
    };
    modules.iter().map(line).collect()
}

/// The folders in this folder that hold Rust files, but are no file's own modules.
fn groups(root: &Path, folder: &Path) -> Result<Vec<String>, String> {
    let files = modules(root, folder)?;
    let mut groups = Vec::new();
    for (name, is_folder) in entries(root, folder)? {
        if is_folder && !files.contains(&name) && !modules(root, &folder.join(&name))?.is_empty() {
            groups.push(name);
        }
    }
    Ok(groups)
}

/// The names of the Rust files in this folder, without `mod.rs`.
fn modules(root: &Path, folder: &Path) -> Result<Vec<String>, String> {
    let files = entries(root, folder)?.into_iter().filter(|(_, is_folder)| !is_folder);
    let names = files.filter_map(|(name, _)| name.strip_suffix(".rs").map(str::to_owned));
    Ok(names.filter(|name| name != "mod").collect())
}

/// What is in this folder, by name; nothing when there is no such folder.
fn entries(root: &Path, folder: &Path) -> Result<Vec<(String, bool)>, String> {
    let path = root.join(folder);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let broken = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(&path).map_err(broken)? {
        let entry = entry.map_err(broken)?;
        let is_folder = entry.file_type().map_err(broken)?.is_dir();
        entries.push((entry.file_name().to_string_lossy().into_owned(), is_folder));
    }
    entries.sort();
    Ok(entries)
}
