// SPDX-License-Identifier: Apache-2.0
//! Compacts AWS's managed policies: the newest document in full, each older one as edits of the next newer.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use super::document_lines;
use super::edits;
use super::json;

/// The first line of the compacted file; its reader refuses any other.
const HEADING: &str = "portcullis managed policies 1";

/// How the file is laid out, for whoever reads it; the reader skips `#` lines.
const LEGEND: &str = "\
# documents  how many follow, and the FNV-1a hash of all of them as their reader must print them
# strings    the lines that occur more than once, numbered from 0
# policy     name, path, create date, update date; in the package's order, which is about that of creation
# v<number>  the policy's versions, the default (newest) first, each with its date, unless that is the update date
#            (default version), the create date (v1) or unknown
# A document is a list of lines: `key=value`, `key=[`, `key={`, a bare list item, or a closing bracket; `!` marks
# a value that is not a string. A line is written as its number in the string table (bijective base 62, digits
# 0-9A-Za-z) or, after `\"`, in full. Older versions edit the next newer one: `@skip,delete` copies and leaves out
# lines of it, lines that follow are put in, and the rest is copied. `\\s` is a space, `\\\\` a backslash.
";

/// Reads the unpacked package and gives the compacted text.
pub(crate) fn compact(package: &Path) -> Result<String, String> {
    let path = package.join("dist/managedPolicies.json");
    let source = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    encode(&json::parse(&source)?)
}

/// Lines get numbers when they are first met and are counted where they have to be written.
#[derive(Default)]
struct Lines {
    ids: BTreeMap<String, u32>,
    texts: Vec<String>,
    counts: Vec<u32>,
}

impl Lines {
    fn intern(&mut self, document: &Value) -> Result<Vec<u32>, String> {
        let mut ids = Vec::new();
        for line in document_lines::of(document)? {
            let next = u32::try_from(self.texts.len()).map_err(|_| "too many lines")?;
            let id = *self.ids.entry(line.clone()).or_insert(next);
            if id == next {
                self.texts.push(line);
                self.counts.push(0);
            }
            ids.push(id);
        }
        Ok(ids)
    }

    fn count(&mut self, written: &[u32]) {
        for id in written {
            if let Some(count) = self.counts.get_mut(*id as usize) {
                *count += 1;
            }
        }
    }

    /// Numbers the lines that repeat, the most frequent first, so that they get the shortest numbers.
    fn numbered(&self) -> Vec<u32> {
        let count = |id: u32| self.counts.get(id as usize).copied().unwrap_or_default();
        let mut repeated: Vec<u32> = self.ids.values().copied().filter(|id| count(*id) > 1).collect();
        repeated.sort_by_key(|id| (std::cmp::Reverse(count(*id)), self.text(*id)));
        repeated
    }

    fn text(&self, id: u32) -> &str {
        self.texts.get(id as usize).map(String::as_str).unwrap_or_default()
    }
}

struct Policy {
    name: String,
    path: String,
    created: String,
    updated: String,
    versions: Vec<Version>,
}

struct Version {
    number: u32,
    /// `None` if it follows from the policy's dates or is unknown.
    date: Option<String>,
    lines: Vec<u32>,
}

fn encode(source: &Value) -> Result<String, String> {
    let mut lines = Lines::default();
    let mut policies = Vec::new();
    let (mut documents, mut hash) = (0_usize, document_lines::HASH_START);
    for (name, policy) in json::members(source) {
        let policy = read_policy(name, policy, &mut lines, &mut hash)
            .map_err(|error| format!("policy `{name}`: {error}"))?;
        documents += policy.versions.len();
        policies.push(policy);
    }
    for policy in &policies {
        lines.count(policy.versions.first().map(|newest| newest.lines.as_slice()).unwrap_or_default());
        for pair in policy.versions.windows(2) {
            if let [newer, older] = pair {
                for edit in edits::between(&newer.lines, &older.lines) {
                    lines.count(&edit.insert);
                }
            }
        }
    }
    let numbered = lines.numbered();
    let numbers: BTreeMap<u32, usize> =
        numbered.iter().enumerate().map(|(number, id)| (*id, number)).collect();
    let mut text =
        format!("{HEADING}\n{LEGEND}documents {documents} {hash:016x}\nstrings {}\n", numbered.len());
    for id in &numbered {
        text.push_str(&escaped(lines.text(*id)));
        text.push('\n');
    }
    for policy in &policies {
        write_policy(&mut text, policy, &lines, &numbers).map_err(|error| error.to_string())?;
    }
    Ok(text)
}

fn read_policy(name: &str, policy: &Value, lines: &mut Lines, hash: &mut u64) -> Result<Policy, String> {
    let arn = json::text(policy, "arn")?;
    let path = arn
        .strip_prefix("arn:aws:iam::aws:policy")
        .and_then(|rest| rest.strip_suffix(name))
        .filter(|path| path.starts_with('/') && path.ends_with('/'))
        .ok_or_else(|| format!("unexpected ARN `{arn}`"))?;
    let (created, updated) = (date(policy, "createdDate")?, date(policy, "lastUpdatedDate")?);
    let mut versions = Vec::new();
    for (label, version) in policy.get("versions").into_iter().flat_map(json::members) {
        let number = label.strip_prefix('v').and_then(|digits| digits.parse().ok());
        let number: u32 = number.ok_or_else(|| format!("unexpected version `{label}`"))?;
        let date = date(version, "createdDate")?;
        // For versions it met late the package repeats the policy's create date, which no later version can have.
        let told = label != json::text(policy, "latestVersionId")? && date != created;
        let date = told.then_some(date);
        let document = version.get("document").ok_or("a version without a document")?;
        versions.push((Version { number, date, lines: lines.intern(document)? }, document));
    }
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(version.number));
    let newest = versions.first().map(|(version, _)| format!("v{}", version.number));
    if newest.as_deref() != Some(json::text(policy, "latestVersionId")?) {
        return Err("the default version is not the newest".to_owned());
    }
    for (_, document) in &versions {
        document_lines::hash(hash, &document_lines::printed(document));
    }
    let versions = versions.into_iter().map(|(version, _)| version).collect();
    Ok(Policy { name: name.to_owned(), path: path.to_owned(), created, updated, versions })
}

fn date(holder: &Value, key: &str) -> Result<String, String> {
    let date = json::text(holder, key)?;
    let whole = date.strip_suffix(".000Z").ok_or_else(|| format!("unexpected date `{date}`"))?;
    Ok(format!("{whole}Z"))
}

fn write_policy(
    text: &mut String,
    policy: &Policy,
    lines: &Lines,
    numbers: &BTreeMap<u32, usize>,
) -> Result<(), std::fmt::Error> {
    writeln!(text, "policy {} {} {} {}", policy.name, policy.path, policy.created, policy.updated)?;
    let token = |id: &u32| match numbers.get(id) {
        Some(number) => base62(*number),
        None => format!("\"{}", escaped(lines.text(*id))),
    };
    let mut newer: Option<&Version> = None;
    for version in &policy.versions {
        match &version.date {
            Some(date) => writeln!(text, "v{} {date}", version.number)?,
            None => writeln!(text, "v{}", version.number)?,
        }
        let mut tokens: Vec<String> = Vec::new();
        let mut wrapped = String::new();
        match newer {
            None => {
                for id in &version.lines {
                    // A statement starts a new line, so that a change of one statement is a change of one line.
                    let starts = lines.text(*id) == "{";
                    if starts && !tokens.is_empty() {
                        wrapped = wrapped + &tokens.join(" ") + "\n";
                        tokens.clear();
                    }
                    tokens.push(token(id));
                }
            }
            Some(newer) => {
                for edit in edits::between(&newer.lines, &version.lines) {
                    tokens.push(match edit.delete {
                        0 => format!("@{}", edit.skip),
                        delete => format!("@{},{delete}", edit.skip),
                    });
                    tokens.extend(edit.insert.iter().map(token));
                }
            }
        }
        wrapped += &tokens.join(" ");
        for line in wrapped.lines() {
            writeln!(text, " {line}")?;
        }
        newer = Some(version);
    }
    Ok(())
}

/// Every number has one form and short numbers are used up first: 0…z, 00…zz, 000….
fn base62(mut number: usize) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    loop {
        digits.push(DIGITS.get(number % 62).copied().unwrap_or(b'?'));
        if number < 62 {
            break;
        }
        number = number / 62 - 1;
    }
    digits.iter().rev().map(|digit| char::from(*digit)).collect()
}

fn escaped(line: &str) -> String {
    line.replace('\\', "\\\\").replace(' ', "\\s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_bijective() {
        let forms: Vec<String> = [0, 61, 62, 62 + 3843, 62 + 3844].into_iter().map(base62).collect();
        assert_eq!(forms, ["0", "z", "00", "zz", "000"]);
    }

    #[test]
    fn newest_in_full_and_older_as_edits() {
        let source = r#"{"P": {"arn": "arn:aws:iam::aws:policy/job-function/P", "latestVersionId": "v4",
            "createdDate": "2020-01-01T00:00:00.000Z", "lastUpdatedDate": "2021-01-01T00:00:00.000Z", "versions": {
            "v1": {"createdDate": "2020-01-01T00:00:00.000Z", "document": {"Action": ["a:B", "a:B"], "Sid": "x y"}},
            "v4": {"createdDate": "2020-01-01T00:00:00.000Z", "document": {"Action": ["a:B", "a:C", "a:B"]}},
            "v2": {"createdDate": "2020-06-01T00:00:00.000Z", "document": {"Action": ["a:B", "a:B"]}},
            "v3": {"createdDate": "2020-01-01T00:00:00.000Z", "document": {"Action": ["a:B", "a:B"]}}}}}"#;
        let text = encode(&json::parse(source).unwrap()).unwrap();
        let body = text.split_once("\nstrings ").unwrap().1;
        let expected = "1\na:B\npolicy P /job-function/ 2020-01-01T00:00:00Z 2021-01-01T00:00:00Z\n\
            v4\n \"{ \"Action=[ 0 \"a:C 0 \"] \"}\nv3\n @3,1\nv2 2020-06-01T00:00:00Z\nv1\n @5 \"Sid=x\\sy\n";
        assert_eq!(body, expected);
    }

    #[test]
    fn surprises_are_refused() {
        let policy = |arn: &str, latest: &str, date: &str| {
            let text = format!(
                r#"{{"P": {{"arn": "{arn}", "latestVersionId": "{latest}", "createdDate": "{date}",
                    "lastUpdatedDate": "{date}",
                    "versions": {{"v1": {{"createdDate": "{date}", "document": {{}}}}}}}}}}"#
            );
            encode(&json::parse(&text).unwrap())
        };
        let (arn, date) = ("arn:aws:iam::aws:policy/P", "2020-01-01T00:00:00.000Z");
        assert!(policy(arn, "v1", date).is_ok());
        assert!(policy("arn:aws:iam::1:policy/P", "v1", date).is_err());
        assert!(policy(arn, "v2", date).is_err());
        assert!(policy(arn, "v1", "yesterday").is_err());
    }
}
