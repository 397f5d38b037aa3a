// SPDX-License-Identifier: Apache-2.0
//! Indexes the compact text; the text itself describes its notation.

use std::fmt;

use super::date::epoch_seconds;
use super::{AwsManagedPolicies, PolicyRecord, VersionRecord};

/// The text is not a catalogue that this version can read, or a document in it is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong.
    pub problem: &'static str,
}

impl Malformed {
    pub(super) fn of(problem: &'static str) -> Self {
        Self { problem }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "managed policy catalogue: {}", self.problem)
    }
}

impl std::error::Error for Malformed {}

pub(super) fn catalogue(text: &'static str) -> Result<AwsManagedPolicies, Malformed> {
    let mut catalogue = AwsManagedPolicies::default();
    let mut cursor = Cursor { rest: text };
    if cursor.line() != Some("portcullis managed policies 1") {
        return Err(Malformed::of("unknown heading"));
    }
    while cursor.rest.starts_with('#') {
        cursor.line();
    }
    let documents = count(cursor.line(), "documents ")?;
    let strings = count(cursor.line(), "strings ")?;
    for _ in 0..strings {
        catalogue.strings.push(cursor.line().ok_or(Malformed::of("a string table that ends early"))?);
    }
    while let Some(line) = cursor.line() {
        let record = policy(line, &mut cursor)?;
        let at = catalogue.policies.len();
        if catalogue.by_name.insert(record.name, at).is_some() {
            return Err(Malformed::of("two policies of one name"));
        }
        catalogue.policies.push(record);
    }
    let found: usize = catalogue.policies.iter().map(|policy| policy.versions.len()).sum();
    if found == documents { Ok(catalogue) } else { Err(Malformed::of("a wrong number of documents")) }
}

struct Cursor {
    rest: &'static str,
}

impl Cursor {
    fn line(&mut self) -> Option<&'static str> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        Some(line)
    }

    /// The lines that are indented, as one text.
    fn body(&mut self) -> &'static str {
        let all = self.rest;
        while self.rest.starts_with(' ') {
            self.line();
        }
        all.get(..all.len() - self.rest.len()).unwrap_or_default()
    }
}

fn count(line: Option<&'static str>, label: &str) -> Result<usize, Malformed> {
    let rest = line.and_then(|line| line.strip_prefix(label));
    let number = rest.and_then(|rest| rest.split(' ').next()).and_then(|number| number.parse().ok());
    number.ok_or(Malformed::of("a count that is missing"))
}

fn policy(line: &'static str, cursor: &mut Cursor) -> Result<PolicyRecord, Malformed> {
    let fields: Vec<&'static str> = line.split(' ').collect();
    let ["policy", name, path, created, updated] = fields.as_slice() else {
        return Err(Malformed::of("a line that is not a policy's"));
    };
    let (create_date, update_date) = (date(created)?, date(updated)?);
    let mut versions = Vec::new();
    while cursor.rest.starts_with('v') {
        let line = cursor.line().unwrap_or_default();
        versions.push(version(line, cursor.body(), versions.is_empty(), (create_date, update_date))?);
    }
    // An unknown date is at least that of the version before.
    let mut known = create_date;
    for version in versions.iter_mut().rev() {
        if version.create_date_is_known {
            known = known.max(version.create_date);
        } else {
            version.create_date = known;
        }
    }
    if versions.is_empty() {
        return Err(Malformed::of("a policy without versions"));
    }
    Ok(PolicyRecord { name, path, create_date, update_date, versions })
}

fn version(
    line: &str,
    body: &'static str,
    default: bool,
    dates: (i64, i64),
) -> Result<VersionRecord, Malformed> {
    let (label, told) = match line.split_once(' ') {
        Some((label, told)) => (label, Some(date(told)?)),
        None => (line, None),
    };
    let number = label.strip_prefix('v').and_then(|number| number.parse().ok());
    let number = number.ok_or(Malformed::of("a version without a number"))?;
    let known = match (told, default, number) {
        (Some(told), ..) => Some(told),
        (None, true, _) => Some(dates.1),
        (None, false, 1) => Some(dates.0),
        (None, false, _) => None,
    };
    let (create_date, create_date_is_known) = (known.unwrap_or(dates.0), known.is_some());
    Ok(VersionRecord { number, create_date, create_date_is_known, body })
}

fn date(text: &str) -> Result<i64, Malformed> {
    epoch_seconds(text).ok_or(Malformed::of("a date in an unknown form"))
}
