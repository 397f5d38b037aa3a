// SPDX-License-Identifier: Apache-2.0
//! Every Rust file says at the top what it is for.

use super::{Finding, SourceFile, finding};

pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    files.iter().filter(|file| file.path.ends_with(".rs")).filter_map(check_file).collect()
}

/// The doc is the first thing that is not an ordinary comment.
fn check_file(file: &SourceFile) -> Option<Finding> {
    let ordinary = |line: &str| line.is_empty() || (line.starts_with("//") && !line.starts_with("//!"));
    let (at, line) = file.text.lines().enumerate().find(|(_, line)| !ordinary(line)).unwrap_or((0, ""));
    let documented = line.strip_prefix("//!").is_some_and(|text| text.trim().len() > 1);
    (!documented).then(|| finding(&file.path, at + 1, "expected a module doc (`//!`) before this line"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, printed};
    use super::*;

    #[test]
    fn the_doc_comes_before_the_code() {
        let message = "expected a module doc (`//!`) before this line";
        let table = [
            ("a.rs", "// SPDX\n//! What it is for.\nfn f() {}\n", None),
            ("a.rs", "// SPDX\n// Generated.\n\n//! What it is for.\n", None),
            ("a.rs", "// SPDX\nuse x;\n//! Late.\n", Some(2)),
            ("a.rs", "// SPDX\n//!\nuse x;\n", Some(2)),
            ("a.rs", "", Some(1)),
            ("a.py", "import x\n", None),
        ];
        for (path, text, line) in table {
            let expected = line.map(|line| format!("{path}:{line}: {message}"));
            assert_eq!(printed(check(&[file(path, text)])), Vec::from_iter(expected), "{text:?}");
        }
    }
}
