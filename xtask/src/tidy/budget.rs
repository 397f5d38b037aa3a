// SPDX-License-Identifier: Apache-2.0
//! Imported facts stay small: every clone carries them, in every version.

use super::{Finding, SourceFile, finding};

/// Folders and the bytes that their files may have together.
const BUDGETS: &[(&str, usize)] = &[("catalogue", 3_000_000), ("models", 500_000)];

pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (folder, limit) in BUDGETS {
        let within = |file: &&SourceFile| file.path.split('/').next() == Some(folder);
        let size: usize = files.iter().filter(within).map(|file| file.text.len()).sum();
        if size > *limit {
            findings.push(finding(folder, 1, format!("{size} bytes, the budget is {limit}")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, printed};
    use super::*;

    #[test]
    fn a_folder_over_its_budget() {
        let half = "x".repeat(1_500_000);
        let (a, b) = (file("catalogue/a.txt", &half), file("catalogue/b.txt", &half));
        let c = file("catalogue/c.txt", "x");
        let elsewhere = file("docs/catalogue/c.txt", &half);
        assert_eq!(check(&[a.clone(), b.clone(), elsewhere]), []);
        assert_eq!(printed(check(&[a, b, c])), ["catalogue:1: 3000001 bytes, the budget is 3000000"]);
    }
}
