// SPDX-License-Identifier: Apache-2.0
//! What a client sends to a step: a JSON object of texts, and a session token.

use portcullis_wire::Secret;
use serde_json::{Map, Value};

use super::answer::Refusal;
use super::cookie;
use crate::door::Door;

/// The most bytes of a body.
const BODY_BYTES_MAX: usize = 64 * 1_024;

/// The members of a body.
pub(crate) struct Members(Map<String, Value>);

impl Members {
    /// Reads the body, in which only these members may stand.
    pub(super) fn read(door: &Door<'_>, known: &[&str]) -> Result<Self, Refusal> {
        Self::parse(door.incoming.http.body, known)
    }

    /// The same of these bytes.
    pub(crate) fn parse(body: &[u8], known: &[&str]) -> Result<Self, Refusal> {
        if body.len() > BODY_BYTES_MAX {
            return Err(Refusal::invalid(format!("the body has more than {BODY_BYTES_MAX} bytes")));
        }
        let Ok(Value::Object(members)) = serde_json::from_slice(body) else {
            return Err(Refusal::invalid("the body is not a JSON object"));
        };
        match members.keys().find(|name| !known.contains(&name.as_str())) {
            Some(unknown) => Err(Refusal::invalid(format!("unknown member `{unknown}`"))),
            None => Ok(Self(members)),
        }
    }

    pub(crate) fn text(&self, name: &str) -> Result<&str, Refusal> {
        self.optional_text(name)?.ok_or_else(|| Refusal::invalid(format!("member `{name}` is missing")))
    }

    pub(crate) fn optional_text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::invalid(format!("member `{name}` is not a text"))),
        }
    }

    /// The member, unless it is missing or null.
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A member that is an object.
    pub(super) fn object(&self, name: &str) -> Result<&Value, Refusal> {
        let found = self.optional_object(name)?;
        found.ok_or_else(|| Refusal::invalid(format!("member `{name}` is missing")))
    }

    pub(super) fn optional_object(&self, name: &str) -> Result<Option<&Value>, Refusal> {
        match self.value(name) {
            Some(value) if !value.is_object() => {
                Err(Refusal::invalid(format!("member `{name}` is not an object")))
            }
            found => Ok(found),
        }
    }

    pub(crate) fn secret(&self, name: &str) -> Result<Secret, Refusal> {
        self.text(name).map(Secret::from)
    }

    pub(crate) fn optional_secret(&self, name: &str) -> Result<Option<Secret>, Refusal> {
        Ok(self.optional_text(name)?.map(Secret::from))
    }
}

/// The session token of a browser, or of a program that sends it in a header.
pub(super) fn session_token<'a>(door: &'a Door<'_>) -> Option<&'a str> {
    let http = &door.incoming.http;
    http.header("x-amz-security-token").or_else(|| cookie::sent(cookie::SESSION, door))
}
