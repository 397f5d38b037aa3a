// SPDX-License-Identifier: Apache-2.0
//! Imported facts stay small: every clone carries them, in every version.

use super::{Finding, finding};

/// Folders and the bytes that their files may have together.
const BUDGETS: &[(&str, u64)] = &[("catalogue", 3_000_000), ("models", 500_000)];

/// Checks all files, text or not, by their sizes in bytes.
pub(super) fn check(sizes: &[(String, u64)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (folder, limit) in BUDGETS {
        let within = |path: &str| path.split('/').next() == Some(folder);
        let size: u64 = sizes.iter().filter(|(path, _)| within(path)).map(|(_, size)| size).sum();
        if size > *limit {
            findings.push(finding(folder, 1, format!("{size} bytes, the budget is {limit}")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::printed;
    use super::*;

    #[test]
    fn a_folder_over_its_budget() {
        let sizes = |last| {
            [("catalogue/a.txt", 1_500_000), ("catalogue/b.bin", last), ("docs/catalogue/c.txt", 9_000_000)]
                .map(|(path, size)| (path.to_owned(), size))
        };
        assert_eq!(check(&sizes(1_500_000)), []);
        assert_eq!(printed(check(&sizes(1_500_001))), ["catalogue:1: 3000001 bytes, the budget is 3000000"]);
    }
}
