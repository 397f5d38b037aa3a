// SPDX-License-Identifier: Apache-2.0
//! conformance/differences.toml: every entry is whole, and no id stands twice.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{Finding, SourceFile, finding};

const PATH: &str = "conformance/differences.toml";

/// What an entry has, and nothing else.
const KEYS: [&str; 5] = ["id", "area", "what", "why", "since"];

pub(super) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let Some(file) = files.iter().find(|file| file.path == PATH) else { return Vec::new() };
    let entries = match entries(&file.text) {
        Ok(entries) => entries,
        Err(message) => return vec![finding(PATH, 1, message)],
    };
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        let line = line_of(&file.text, at);
        let mut found = |message: String| findings.push(finding(PATH, line, message));
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            found(format!("`{id}` is no id: letters, digits and hyphens"));
        }
        if !seen.insert(id.to_owned()) {
            found(format!("the id `{id}` stands twice"));
        }
        for key in KEYS {
            let text = entry.get(key).and_then(Value::as_str).unwrap_or_default();
            if text.trim().is_empty() {
                found(format!("`{id}` lacks `{key}`"));
            }
        }
        for key in entry.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            found(format!("`{id}` has `{key}`, which no entry has"));
        }
    }
    findings
}

fn entries(text: &str) -> Result<Vec<Table>, String> {
    let file: Table = text.parse().map_err(|error| format!("not TOML: {error}"))?;
    if let Some(key) = file.keys().find(|key| *key != "difference") {
        return Err(format!("`{key}` stands beside the differences"));
    }
    let entries = file.get("difference").and_then(Value::as_array).cloned().unwrap_or_default();
    let tables = entries.into_iter().map(|entry| match entry {
        Value::Table(entry) => Ok(entry),
        _ => Err("a difference is a table".to_owned()),
    });
    tables.collect()
}

/// The line of the head of an entry, from 1.
fn line_of(text: &str, entry: usize) -> usize {
    let mut heads = text.lines().enumerate().filter(|(_, line)| line.trim() == "[[difference]]");
    heads.nth(entry).map_or(1, |(line, _)| line + 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{file, printed};
    use super::*;

    const WHOLE: &str =
        "[[difference]]\nid = \"a-1\"\narea = \"x\"\nwhat = \"x\"\nwhy = \"x\"\nsince = \"0.1.0\"\n";

    #[test]
    fn differences_are_whole_and_told_apart() {
        let table = [
            (WHOLE.to_owned(), None),
            (String::new(), None),
            (WHOLE.repeat(2), Some("conformance/differences.toml:7: the id `a-1` stands twice")),
            (WHOLE.replace("why = \"x\"\n", ""), Some("conformance/differences.toml:1: `a-1` lacks `why`")),
            (
                WHOLE.replace("a-1", "A 1"),
                Some("conformance/differences.toml:1: `A 1` is no id: letters, digits and hyphens"),
            ),
            (
                format!("{WHOLE}note = \"x\"\n"),
                Some("conformance/differences.toml:1: `a-1` has `note`, which no entry has"),
            ),
            ("x = 1\n".to_owned(), Some("conformance/differences.toml:1: `x` stands beside the differences")),
        ];
        for (text, expected) in table {
            assert_eq!(printed(check(&[file(PATH, &text)])), Vec::from_iter(expected), "{text}");
        }
        assert_eq!(check(&[file(PATH, "not toml")]).len(), 1);
    }
}
