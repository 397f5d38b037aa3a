// SPDX-License-Identifier: Apache-2.0
//! No folder at the top without a line in ARCHITECTURE.md, and no line without a folder.

use std::collections::BTreeSet;

use super::architecture::{Architecture, PATH};
use super::{Finding, SourceFile, finding};

pub(super) fn check(files: &[SourceFile], architecture: &Architecture) -> Vec<Finding> {
    let present: BTreeSet<&str> =
        files.iter().filter_map(|file| file.path.split_once('/')).map(|(folder, _)| folder).collect();
    let unknown = present.iter().filter(|folder| !architecture.folders.contains_key(**folder));
    let mut findings: Vec<Finding> =
        unknown.map(|folder| finding(PATH, 1, format!("no row for the folder `{folder}/`"))).collect();
    for (folder, line) in &architecture.folders {
        if !present.contains(folder.as_str()) {
            findings.push(finding(PATH, *line, format!("there is no folder `{folder}/`")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, printed};
    use super::*;

    #[test]
    fn folders_and_rows_agree() {
        let mut architecture = Architecture::default();
        architecture.folders.insert("docs".to_owned(), 9);
        let docs = file("docs/a.md", "");
        assert_eq!(check(&[docs.clone(), file("README.md", "")], &architecture), []);
        let found = printed(check(&[docs, file(".ci/run", "")], &architecture));
        assert_eq!(found, ["ARCHITECTURE.md:1: no row for the folder `.ci/`"]);
        assert_eq!(printed(check(&[], &architecture)), ["ARCHITECTURE.md:9: there is no folder `docs/`"]);
    }
}
