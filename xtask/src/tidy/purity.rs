// SPDX-License-Identifier: Apache-2.0
//! The pure crates keep the shared lints and all ban the same things.

use super::{Finding, SourceFile, finding};

const PURE_CRATES: &[&str] = &["policy", "wire", "directory", "service"];

pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let text = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let Some(root) = text("clippy.toml") else {
        return vec![finding("clippy.toml", 1, "the file is missing")];
    };
    let mut findings = Vec::new();
    let mut first: Option<(String, &str)> = None;
    for name in PURE_CRATES {
        let path = format!("crates/{name}/clippy.toml");
        let Some(own) = text(&path) else {
            findings.push(finding(&path, 1, "the file is missing: this crate is pure"));
            continue;
        };
        // A crate's own file replaces the root's, so what the root says must be said again.
        for line in root.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if !own.lines().any(|repeated| repeated == line) {
                findings.push(finding(&path, 1, format!("`{line}` of the root clippy.toml is not repeated")));
            }
        }
        match &first {
            None => first = Some((path, own)),
            Some((model, expected)) if *expected != own => {
                let differs = own.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count();
                findings.push(finding(&path, differs + 1, format!("differs from {model} from here on")));
            }
            Some(_) => {}
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, printed};
    use super::*;

    fn house(wire: &str) -> Vec<SourceFile> {
        let own = "a = 1\nb = 2\nban = []\n";
        vec![
            file("clippy.toml", "# Comment.\na = 1\nb = 2\n"),
            file("crates/policy/clippy.toml", own),
            file("crates/wire/clippy.toml", wire),
            file("crates/directory/clippy.toml", own),
            file("crates/service/clippy.toml", own),
        ]
    }

    #[test]
    fn equal_files_that_repeat_the_root_are_fine() {
        assert_eq!(check(&house("a = 1\nb = 2\nban = []\n")), []);
    }

    #[test]
    fn a_line_that_is_missing_or_different_is_found() {
        let differs = "differs from crates/policy/clippy.toml from here on";
        assert_eq!(
            printed(check(&house("a = 1\nban = []\n"))),
            [
                "crates/wire/clippy.toml:1: `b = 2` of the root clippy.toml is not repeated".to_owned(),
                format!("crates/wire/clippy.toml:2: {differs}"),
            ]
        );
        let found = printed(check(&house("a = 1\nb = 2\nban = [1]\n")));
        assert_eq!(found, [format!("crates/wire/clippy.toml:3: {differs}")]);
        assert_eq!(check(&house("a = 1\nb = 2\nban = []\n")[..4]).len(), 1);
    }
}
