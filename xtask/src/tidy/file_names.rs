// SPDX-License-Identifier: Apache-2.0
//! Files and folders are named for what they hold, not for being of use.

use super::{Finding, SourceFile, finding};

const EMPTY_WORDS: &[&str] = &["manager", "helper", "helpers", "util", "utils", "common", "misc"];

pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        let words = file.path.split(['/', '.', '_', '-']);
        for word in words.filter(|word| EMPTY_WORDS.contains(&word.to_ascii_lowercase().as_str())) {
            findings.push(finding(
                &file.path,
                1,
                format!("`{word}` in a file name says nothing about what is inside"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn names_that_say_nothing() {
        let table = [
            ("crates/policy/src/glob.rs", 0),
            ("crates/policy/src/secretsmanager.rs", 0),
            ("crates/policy/src/commonality.rs", 0),
            ("crates/policy/src/utils.rs", 1),
            ("crates/policy/src/string_helper.rs", 1),
            ("e2e/common/session-manager.py", 2),
            ("docs/Misc.md", 1),
        ];
        for (path, count) in table {
            assert_eq!(check(&[file(path, "")]).len(), count, "{path}");
        }
    }
}
