// SPDX-License-Identifier: Apache-2.0
//! Hand-written files stay small enough to read at one sitting.

use super::{Finding, SourceFile, file_name, finding, is_generated};

const CODE_LINES_MAX: usize = 600;
const UNIT_TEST_LINES_MAX: usize = 400;
const TEST_FILE_LINES_MAX: usize = 1000;

pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| is_code(&file.path) && !is_generated(&file.path))
        .filter_map(check_file)
        .collect()
}

fn check_file(file: &SourceFile) -> Option<Finding> {
    let lines: Vec<&str> = file.text.lines().collect();
    if is_test_file(&file.path) {
        let message = format!("{} lines in a test file, the limit is {TEST_FILE_LINES_MAX}", lines.len());
        return (lines.len() > TEST_FILE_LINES_MAX).then(|| finding(&file.path, 1, message));
    }
    let code = unit_tests_start(&lines).unwrap_or(lines.len());
    if code > CODE_LINES_MAX {
        let message = format!("{code} lines without unit tests, the limit is {CODE_LINES_MAX}");
        return Some(finding(&file.path, 1, message));
    }
    let tests = lines.len() - code;
    let message = format!("{tests} lines of unit tests, the limit is {UNIT_TEST_LINES_MAX}");
    (tests > UNIT_TEST_LINES_MAX).then(|| finding(&file.path, code + 1, message))
}

/// The index of the line at which a module of unit tests begins.
fn unit_tests_start(lines: &[&str]) -> Option<usize> {
    let attribute = "#[cfg(test)]";
    (0..lines.len()).find(|at| {
        let module = lines
            .get(at + 1)
            .is_some_and(|next| next.trim_start().starts_with("mod ") && next.ends_with('{'));
        lines.get(*at) == Some(&attribute) && module
    })
}

fn is_test_file(path: &str) -> bool {
    path.split('/').any(|part| part == "tests") || file_name(path) == "tests.rs"
}

fn is_code(path: &str) -> bool {
    [".rs", ".py", ".sh"].iter().any(|ending| path.ends_with(ending)) || file_name(path) == "Makefile"
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, printed};
    use super::*;

    fn sample(code: usize, tests: usize) -> String {
        let module = if tests > 0 { "#[cfg(test)]\nmod tests {\n" } else { "" };
        "x\n".repeat(code) + module + &"y\n".repeat(tests.saturating_sub(2))
    }

    #[test]
    fn limits_of_code_and_of_tests() {
        let table = [
            ("src/a.rs", 600, 0, None),
            ("src/a.rs", 601, 0, Some("src/a.rs:1: 601 lines without unit tests, the limit is 600")),
            ("src/a.rs", 600, 400, None),
            ("src/a.rs", 10, 401, Some("src/a.rs:11: 401 lines of unit tests, the limit is 400")),
            ("src/generated/a.rs", 5000, 0, None),
            ("x/tests/a.rs", 1000, 0, None),
            ("x/tests/a.rs", 1001, 0, Some("x/tests/a.rs:1: 1001 lines in a test file, the limit is 1000")),
            ("src/a/tests.rs", 1000, 0, None),
            ("e2e/a.py", 601, 0, Some("e2e/a.py:1: 601 lines without unit tests, the limit is 600")),
            ("catalogue/a.txt", 5000, 0, None),
        ];
        for (path, code, tests, expected) in table {
            let found = printed(check(&[file(path, &sample(code, tests))]));
            assert_eq!(found, Vec::from_iter(expected), "{path} {code} {tests}");
        }
    }
}
