// SPDX-License-Identifier: Apache-2.0
//! Words that must not be committed: unfinished work, places on one machine, hosts of package registries.

use super::{Finding, SourceFile, finding};

/// Each is written in two parts, so that this file does not contain it.
const FORBIDDEN: &[(&str, &str, Kind, &str)] = &[
    ("FIX", "ME", Kind::Word, "finish it, or say in conformance/differences.toml what is missing"),
    ("XX", "X", Kind::Word, "finish it, or say in conformance/differences.toml what is missing"),
    ("tod", "o!(", Kind::Text, "finish it, or answer with a clear error"),
    ("unimplem", "ented!(", Kind::Text, "finish it, or answer with a clear error"),
    ("#[ign", "ore", Kind::Text, "a test that does not run proves nothing: repair or delete it"),
    ("/wor", "k/", Kind::Text, "a path of one machine"),
    ("/tmp/tar", "get", Kind::Text, "a path of one machine"),
    ("/root/", ".", Kind::Text, "a path of one machine"),
    ("../sha", "red", Kind::Text, "the repository stands alone"),
    ("registry.npm", "js.org", Kind::Text, "registries are reached through their ordinary clients"),
    ("registry.yarn", "pkg.com", Kind::Text, "registries are reached through their ordinary clients"),
    ("static.cra", "tes.io", Kind::Text, "registries are reached through their ordinary clients"),
    ("index.cra", "tes.io", Kind::Text, "registries are reached through their ordinary clients"),
    ("files.python", "hosted.org", Kind::Text, "registries are reached through their ordinary clients"),
    ("py", "pi.org", Kind::Text, "registries are reached through their ordinary clients"),
    ("proxy.gol", "ang.org", Kind::Text, "registries are reached through their ordinary clients"),
    ("registry.terra", "form.io", Kind::Text, "registries are reached through their ordinary clients"),
];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Found anywhere in a line.
    Text,
    /// Found only where no letter or digit adjoins.
    Word,
}

pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let forbidden: Vec<(String, Kind, &str)> = FORBIDDEN
        .iter()
        .map(|(head, tail, kind, advice)| (format!("{head}{tail}"), *kind, *advice))
        .collect();
    let mut findings = Vec::new();
    for file in files {
        for (word, kind, advice) in &forbidden {
            // Most files contain none of them: look at the lines only if there is one.
            if !file.text.contains(word.as_str()) {
                continue;
            }
            for (at, _) in file.text.lines().enumerate().filter(|(_, line)| found(line, word, *kind)) {
                findings.push(finding(
                    &file.path,
                    at + 1,
                    format!("`{word}` must not be committed: {advice}"),
                ));
            }
        }
    }
    findings
}

fn found(line: &str, word: &str, kind: Kind) -> bool {
    let alone = |(at, _): (usize, &str)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    };
    line.match_indices(word).any(|found| kind == Kind::Text || alone(found))
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn each_forbidden_word_is_found_in_its_line() {
        for (head, tail, _, _) in FORBIDDEN {
            let text = format!("fine\na {head}{tail} b\n");
            let findings = check(&[file("a.txt", &text)]);
            assert!(findings.iter().any(|found| found.line == 2), "{head}{tail}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_left_alone() {
        let cross = "X".repeat(3);
        let text = format!(
            "mktemp a.{cross}{cross}\nregistry+https://github.com/rust-lang/crates.io-index\n\
             framework/policy\nignored\nhttps://docs.rs\n"
        );
        assert_eq!(check(&[file("a.txt", &text)]), []);
    }
}
