// SPDX-License-Identifier: Apache-2.0
//! Reads the two tables of ARCHITECTURE.md that are checked against the repository.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, SourceFile, finding};

pub(super) const PATH: &str = "ARCHITECTURE.md";
const CRATES: &str = "<!-- tidy: crates -->";
const FOLDERS: &str = "<!-- tidy: folders -->";

/// What ARCHITECTURE.md says about crates and folders.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Architecture {
    /// By the crate's folder name: the line of its row, and the crates that it may depend on.
    pub(super) crates: BTreeMap<String, (usize, BTreeSet<String>)>,
    /// By the folder's name: the line of its row.
    pub(super) folders: BTreeMap<String, usize>,
}

impl Architecture {
    pub(super) fn read(files: &[SourceFile], findings: &mut Vec<Finding>) -> Self {
        let mut architecture = Self::default();
        let Some(file) = files.iter().find(|file| file.path == PATH) else {
            findings.push(finding(PATH, 1, "the file is missing"));
            return architecture;
        };
        for (line, cells) in rows(&file.text, CRATES, findings) {
            let dependencies = cells.last().map(String::as_str).unwrap_or_default();
            let names = dependencies.split(',').map(|name| bare(name).to_owned());
            let names = names.filter(|name| !matches!(name.as_str(), "" | "–" | "-")).collect();
            let name = cells.first().map(|cell| bare(cell).to_owned()).unwrap_or_default();
            architecture.crates.insert(name, (line, names));
        }
        for (line, cells) in rows(&file.text, FOLDERS, findings) {
            let name =
                cells.first().map(|cell| bare(cell).trim_end_matches('/').to_owned()).unwrap_or_default();
            architecture.folders.insert(name, line);
        }
        architecture
    }
}

/// The rows of the table after a marker, without its head, each with its line.
fn rows(text: &str, marker: &str, findings: &mut Vec<Finding>) -> Vec<(usize, Vec<String>)> {
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    let after = numbered.skip_while(|(_, line)| *line != marker).skip(1);
    let table = after.skip_while(|(_, line)| line.is_empty()).take_while(|(_, line)| line.starts_with('|'));
    let rows: Vec<(usize, Vec<String>)> = table.skip(2).map(|(line, row)| (line, cells(row))).collect();
    if rows.is_empty() {
        findings.push(finding(PATH, 1, format!("no table follows a line `{marker}`")));
    }
    rows
}

fn cells(row: &str) -> Vec<String> {
    row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn bare(cell: &str) -> &str {
    cell.trim().trim_matches('`')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, printed};
    use super::*;

    #[test]
    fn the_tables_after_the_markers_are_read() {
        let text = format!(
            "# A\n\n{CRATES}\n\n| crate | is | may depend on |\n|---|---|---|\n| `policy` | x | – |\n\
             | `service` | y | `policy`, wire |\n\n{FOLDERS}\n| folder | holds |\n|---|---|\n| `docs/` | z |\n\nText.\n"
        );
        let mut findings = Vec::new();
        let architecture = Architecture::read(&[file(PATH, &text)], &mut findings);
        assert_eq!(findings, []);
        let names =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
        assert_eq!(architecture.crates["policy"], (7, names(&[])));
        assert_eq!(architecture.crates["service"], (8, names(&["policy", "wire"])));
        assert_eq!(architecture.crates.len(), 2);
        assert_eq!(architecture.folders, BTreeMap::from([("docs".to_owned(), 13)]));
    }

    #[test]
    fn a_missing_file_or_table_is_a_finding() {
        let mut findings = Vec::new();
        Architecture::read(&[], &mut findings);
        assert_eq!(printed(findings), ["ARCHITECTURE.md:1: the file is missing"]);
        let mut findings = Vec::new();
        Architecture::read(&[file(PATH, "# A\n")], &mut findings);
        assert_eq!(findings.len(), 2);
    }
}
