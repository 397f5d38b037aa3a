// SPDX-License-Identifier: Apache-2.0
//! The members of a JSON object that someone else wrote.

use portcullis_policy::language::json::{self, Kind, Value};

/// A JSON object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Members(Vec<json::Member>);

impl Members {
    /// Reads a text that is one object. `None` if it is not, or longer than `bytes_max`.
    pub(super) fn read(text: &str, bytes_max: usize) -> Option<Self> {
        match json::read_up_to(text, bytes_max).ok()?.kind {
            Kind::Object(members) => Some(Self(members)),
            _ => None,
        }
    }

    /// The members of a value that is an object.
    pub(super) fn of(value: &Value) -> Option<Self> {
        match &value.kind {
            Kind::Object(members) => Some(Self(members.clone())),
            _ => None,
        }
    }

    /// The value of a member; `null` is as good as none.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|member| member.key.value == name)?;
        Some(&found.value).filter(|value| value.kind != Kind::Null)
    }

    /// The names and values in the order of the source.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|member| (member.key.value.as_str(), &member.value))
    }

    /// The text of a member. `None` if it is not there or no text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        text(self.get(name)?)
    }
}

/// The text of a value that is one.
pub(super) fn text(value: &Value) -> Option<&str> {
    match &value.kind {
        Kind::Text(text) => Some(text),
        _ => None,
    }
}

/// The texts of a value that is a text, or a list of nothing but texts.
pub(super) fn texts(value: &Value) -> Option<Vec<&str>> {
    match &value.kind {
        Kind::Text(one) => Some(vec![one]),
        Kind::Array(items) => items.iter().map(text).collect(),
        _ => None,
    }
}
