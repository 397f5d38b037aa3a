// SPDX-License-Identifier: Apache-2.0
//! What clients send: a JSON object. Members that are not known are passed over, as AWS's services pass them over.

use serde_json::{Map, Value};

use super::failure::Failure;
use crate::handle::Incoming;

/// The most bytes of a body.
const BODY_BYTES_MAX: usize = 64 * 1_024;

/// The members of a body.
#[derive(Debug)]
pub(super) struct Members(Map<String, Value>);

impl Members {
    pub(super) fn read(incoming: &Incoming<'_>) -> Result<Self, Failure> {
        let body = incoming.http.body;
        let parsed = (body.len() <= BODY_BYTES_MAX).then(|| serde_json::from_slice(body).ok()).flatten();
        match parsed {
            Some(Value::Object(members)) => Ok(Self(members)),
            _ => Err(Failure::invalid_request("The body is not a JSON object of reasonable size")),
        }
    }

    pub(super) fn text(&self, name: &str) -> Result<&str, Failure> {
        let missing = || Failure::invalid_request(format!("`{name}` is missing"));
        self.optional_text(name)?.ok_or_else(missing)
    }

    pub(super) fn optional_text(&self, name: &str) -> Result<Option<&str>, Failure> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Failure::invalid_request(format!("`{name}` is not a text"))),
        }
    }

    /// A list of texts, which is empty if the member is missing.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, Failure> {
        let wrong = || Failure::invalid_request(format!("`{name}` is not a list of texts"));
        let items = match self.0.get(name) {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(wrong()),
        };
        items.iter().map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
    }
}
