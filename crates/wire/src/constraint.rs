// SPDX-License-Identifier: Apache-2.0
//! What the API models demand of a value, and AWS's words for a value that falls short.

use crate::pattern::Pattern;

/// The demands of one shape of the model.
#[derive(Debug, Clone, Copy)]
pub struct Constraint {
    /// The least length (in characters, members or entries) or the least number.
    pub min: Option<i64>,
    /// The greatest length or number.
    pub max: Option<i64>,
    /// What the whole text must match.
    pub pattern: Option<&'static Pattern>,
    /// The only texts allowed; empty when all are.
    pub values: &'static [&'static str],
    /// The demands on each member of a list, or on each value of a map.
    pub member: Option<&'static Constraint>,
    /// The demands on each key of a map.
    pub key: Option<&'static Constraint>,
    /// Whether a list's members may be missing, so that nothing is said against it.
    pub is_sparse: bool,
}

/// How the names and paths of IAM are written. IAM checks it after all else of the form, and has words of its own for
/// it, which name no pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Names of users, groups, roles, policies and so on.
    Name,
    /// Paths, and what paths begin with.
    Path,
}

impl Spelling {
    /// What IAM says of the parameter `at`.
    pub fn words(self, at: &str) -> &'static str {
        match self {
            Self::Name => "It must contain only alphanumeric characters and/or the following: +=,.@_-",
            Self::Path if at == "pathPrefix" => {
                "It must begin with the / character and contain only alphanumeric characters and/or / characters."
            }
            Self::Path => {
                "It must begin and end with / and contain only alphanumeric characters and/or / characters."
            }
        }
    }
}

impl Constraint {
    /// No demands.
    pub const NONE: Self =
        Self { min: None, max: None, pattern: None, values: &[], member: None, key: None, is_sparse: false };

    /// The demands that a text does not meet, in AWS's words.
    pub fn check_text(&self, text: &str) -> Vec<String> {
        let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        let mut failures = self.check_length(count);
        if let Some(pattern) = self.pattern.filter(|pattern| !pattern.matches(text)) {
            failures.push(pattern_words(pattern));
        }
        if !self.values.is_empty() && !self.values.contains(&text) {
            failures.push(self.values_words());
        }
        failures
    }

    /// The spelling that the pattern stands for, if IAM has words for it.
    pub fn spelling(&self) -> Option<Spelling> {
        match self.pattern?.source() {
            r"[\w+=,.@-]+" => Some(Spelling::Name),
            r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)"
            | r"\u002F[\u0021-\u007F]*"
            | r"((/[A-Za-z0-9\.,\+@=_-]+)*)/" => Some(Spelling::Path),
            _ => None,
        }
    }

    /// The demands that a length does not meet.
    pub fn check_length(&self, count: i64) -> Vec<String> {
        if self.max.is_none_or(|max| count <= max) && self.min.is_none_or(|min| count >= min) {
            return Vec::new();
        }
        let too_long = self.max.filter(|&max| count > max).map(max_length_words);
        let too_short = self.min.filter(|&min| count < min).map(min_length_words);
        too_long.into_iter().chain(too_short).collect()
    }

    /// The demands that a number does not meet.
    pub fn check_number(&self, number: i64) -> Vec<String> {
        let too_great = self.max.filter(|&max| number > max);
        let too_small = self.min.filter(|&min| number < min);
        let too_great = too_great.map(|max| format!("Member must have value less than or equal to {max}"));
        let too_small = too_small.map(|min| format!("Member must have value greater than or equal to {min}"));
        too_great.into_iter().chain(too_small).collect()
    }

    /// All demands on a text, as AWS lists them when a member of a list or a map falls short.
    pub fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        words.extend(self.max.map(max_length_words));
        words.extend(self.min.map(min_length_words));
        words.extend(self.pattern.map(pattern_words));
        if !self.values.is_empty() {
            words.push(self.values_words());
        }
        words
    }

    fn values_words(&self) -> String {
        format!("Member must satisfy enum value set: [{}]", self.values.join(", "))
    }
}

fn max_length_words(max: i64) -> String {
    format!("Member must have length less than or equal to {max}")
}

fn min_length_words(min: i64) -> String {
    format!("Member must have length greater than or equal to {min}")
}

fn pattern_words(pattern: &Pattern) -> String {
    format!("Member must satisfy regular expression pattern: {}", pattern.source())
}
