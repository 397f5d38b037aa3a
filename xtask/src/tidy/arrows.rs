// SPDX-License-Identifier: Apache-2.0
//! The crates depend on each other as ARCHITECTURE.md says, and only the outer ones reach the outer world.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::architecture::{Architecture, PATH};
use super::{Finding, finding};

/// Crates of sockets, tasks and chance, with those whose names begin with them and a dash.
const OUTER_DEPENDENCIES: &[&str] = &["tokio", "hyper", "rand", "getrandom"];
const OUTER_CRATES: &[&str] = &["server", "store"];

/// Checks what `cargo metadata --no-deps` printed.
pub(super) fn check(metadata: &str, architecture: &Architecture) -> Result<Vec<Finding>, String> {
    let packages = packages(metadata)?;
    let mut findings = Vec::new();
    for package in packages.values() {
        check_package(package, &packages, architecture, &mut findings);
    }
    for (name, (line, _)) in &architecture.crates {
        if !packages.contains_key(name) {
            findings.push(finding(PATH, *line, format!("there is no crate `{name}`")));
        }
    }
    Ok(findings)
}

struct Package {
    name: String,
    /// From the root of the repository.
    manifest: String,
    /// Each dependency with whether only tests need it.
    dependencies: Vec<(String, bool)>,
}

fn check_package(
    package: &Package,
    packages: &BTreeMap<String, Package>,
    architecture: &Architecture,
    findings: &mut Vec<Finding>,
) {
    let (name, manifest) = (package.name.as_str(), package.manifest.as_str());
    let Some((line, allowed)) = architecture.crates.get(name) else {
        findings.push(finding(PATH, 1, format!("no row for the crate `{name}`")));
        return;
    };
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (dependency, for_tests) in &package.dependencies {
        let outer = |word: &&str| dependency == *word || dependency.starts_with(&format!("{word}-"));
        if packages.contains_key(dependency) {
            if !allowed.contains(dependency) {
                findings.push(finding(
                    manifest,
                    1,
                    format!("`{name}` may not depend on `{dependency}` ({PATH}:{line})"),
                ));
            }
            if !for_tests {
                used.insert(dependency);
            }
        } else if !for_tests && OUTER_DEPENDENCIES.iter().any(outer) && !OUTER_CRATES.contains(&name) {
            let message = format!("`{dependency}` belongs to {} alone", OUTER_CRATES.join(" and "));
            findings.push(finding(manifest, 1, message));
        }
    }
    for dependency in allowed.iter().filter(|dependency| !used.contains(dependency.as_str())) {
        findings.push(finding(PATH, *line, format!("`{name}` does not depend on `{dependency}`")));
    }
}

/// The packages of the workspace by the names of their folders.
fn packages(metadata: &str) -> Result<BTreeMap<String, Package>, String> {
    let metadata: Value =
        serde_json::from_str(metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let root =
        metadata.get("workspace_root").and_then(Value::as_str).ok_or("cargo metadata: no workspace root")?;
    let list = metadata.get("packages").and_then(Value::as_array).ok_or("cargo metadata: no packages")?;
    let mut packages = BTreeMap::new();
    for package in list {
        let text =
            |key: &str| package.get(key).and_then(Value::as_str).ok_or(format!("cargo metadata: no `{key}`"));
        let name = short(text("name")?);
        let manifest = text("manifest_path")?;
        let manifest = manifest.strip_prefix(root).unwrap_or(manifest).trim_start_matches('/').to_owned();
        let listed =
            package.get("dependencies").and_then(Value::as_array).ok_or("cargo metadata: no dependencies")?;
        let mut dependencies = Vec::new();
        for dependency in listed {
            let dependency_name = dependency.get("name").and_then(Value::as_str).unwrap_or_default();
            let for_tests = dependency.get("kind").and_then(Value::as_str) == Some("dev");
            dependencies.push((short(dependency_name), for_tests));
        }
        packages.insert(name.clone(), Package { name, manifest, dependencies });
    }
    Ok(packages)
}

fn short(name: &str) -> String {
    name.strip_prefix("portcullis-").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::tests::printed;
    use super::*;

    fn architecture() -> Architecture {
        let row = |line, names: &[&str]| (line, names.iter().map(|name| (*name).to_owned()).collect());
        let crates =
            [("policy", row(5, &[])), ("directory", row(6, &["policy"])), ("server", row(7, &["directory"]))];
        let crates = crates.into_iter().map(|(name, row)| (name.to_owned(), row)).collect();
        Architecture { crates, folders: BTreeMap::new() }
    }

    fn metadata(directory: &str) -> String {
        let package = |name: &str, dependencies: &str| {
            format!(
                r#"{{"name": "{name}", "manifest_path": "/r/crates/{name}/Cargo.toml", "dependencies": [{dependencies}]}}"#
            )
        };
        let list = [
            package("portcullis-policy", r#"{"name": "proptest", "kind": "dev"}"#),
            package("portcullis-directory", directory),
            package(
                "portcullis-server",
                r#"{"name": "portcullis-directory", "kind": null}, {"name": "tokio", "kind": null}"#,
            ),
        ];
        format!(r#"{{"workspace_root": "/r", "packages": [{}]}}"#, list.join(","))
    }

    #[test]
    fn arrows_equal_the_table() {
        let on_policy = r#"{"name": "portcullis-policy", "kind": null}"#;
        let place = "crates/portcullis-directory/Cargo.toml:1";
        let table = [
            (on_policy.to_owned(), vec![]),
            (String::new(), vec!["ARCHITECTURE.md:6: `directory` does not depend on `policy`".to_owned()]),
            (
                format!(r#"{on_policy}, {{"name": "portcullis-server", "kind": "dev"}}"#),
                vec![format!("{place}: `directory` may not depend on `server` (ARCHITECTURE.md:6)")],
            ),
            (
                format!(r#"{on_policy}, {{"name": "hyper-util", "kind": null}}"#),
                vec![format!("{place}: `hyper-util` belongs to server and store alone")],
            ),
            (
                format!(
                    r#"{on_policy}, {{"name": "rand", "kind": "dev"}}, {{"name": "randomize", "kind": null}}"#
                ),
                vec![],
            ),
        ];
        for (directory, expected) in table {
            let found = check(&metadata(&directory), &architecture()).unwrap();
            assert_eq!(printed(found), expected, "{directory}");
        }
    }

    #[test]
    fn crates_and_rows_agree() {
        let mut architecture = architecture();
        architecture.crates.remove("policy");
        architecture.crates.insert("ghost".to_owned(), (9, BTreeSet::new()));
        let on_policy = r#"{"name": "portcullis-policy", "kind": null}"#;
        let found = printed(check(&metadata(on_policy), &architecture).unwrap());
        assert!(found.contains(&"ARCHITECTURE.md:1: no row for the crate `policy`".to_owned()), "{found:?}");
        assert!(found.contains(&"ARCHITECTURE.md:9: there is no crate `ghost`".to_owned()), "{found:?}");
    }
}
