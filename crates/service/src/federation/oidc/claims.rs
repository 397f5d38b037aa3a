// SPDX-License-Identifier: Apache-2.0
//! The registered claims of a token.

use portcullis_policy::language::json::{Kind, Value};

use super::members::{Members, texts};

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims(pub(super) Members);

/// For whom a token was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// The audience that counts: the authorized party (`azp`) if there is one, else `aud`.
    pub counted: String,
    /// The `aud` claim.
    pub listed: Vec<String>,
}

/// A claim that must be there and is not, or has a form that it cannot have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingClaim(pub &'static str);

/// The latest time that is read, in seconds since 1970: the end of the year 9999.
const SECONDS_MAX: i64 = 253_402_300_799;

impl Claims {
    /// The issuer's URL.
    ///
    /// # Errors
    /// It is missing.
    pub fn issuer(&self) -> Result<&str, MissingClaim> {
        self.0.text("iss").ok_or(MissingClaim("iss"))
    }

    /// Who the issuer says the caller is.
    ///
    /// # Errors
    /// It is missing or empty.
    pub fn subject(&self) -> Result<&str, MissingClaim> {
        self.0.text("sub").filter(|subject| !subject.is_empty()).ok_or(MissingClaim("sub"))
    }

    /// For whom the token was issued. `Ok(None)` if it names several audiences and does not say who may use it.
    ///
    /// # Errors
    /// It is missing.
    pub fn audience(&self) -> Result<Option<Audience>, MissingClaim> {
        let listed = self.0.get("aud").and_then(texts).unwrap_or_default();
        let listed: Vec<String> = listed.into_iter().map(str::to_owned).collect();
        let first = listed.first().filter(|first| !first.is_empty()).ok_or(MissingClaim("aud"))?;
        let counted = match self.0.get("azp") {
            Some(_) => self.0.text("azp").ok_or(MissingClaim("azp"))?.to_owned(),
            None if listed.len() == 1 => first.clone(),
            None => return Ok(None),
        };
        Ok(Some(Audience { counted, listed }))
    }

    /// When the token ends, in seconds since 1970.
    ///
    /// # Errors
    /// It is missing.
    pub fn expires_at(&self) -> Result<i64, MissingClaim> {
        self.0.get("exp").and_then(seconds).ok_or(MissingClaim("exp"))
    }

    /// When the token was issued, in seconds since 1970.
    ///
    /// # Errors
    /// It is missing.
    pub fn issued_at(&self) -> Result<i64, MissingClaim> {
        self.0.get("iat").and_then(seconds).ok_or(MissingClaim("iat"))
    }

    /// When the token begins, in seconds since 1970, if it says so.
    ///
    /// # Errors
    /// It is no time.
    pub fn not_before(&self) -> Result<Option<i64>, MissingClaim> {
        self.0.get("nbf").map(|value| seconds(value).ok_or(MissingClaim("nbf"))).transpose()
    }

    /// The text of a claim. `None` if it is not there or no text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.text(name)
    }

    /// Whether there is such a claim, of whatever form.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// Whether a claim is there and true.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| value.kind == Kind::Boolean(true))
    }

    /// The values of a claim as condition keys have them. Objects, and lists of anything but scalars, have none.
    pub(super) fn values(&self, name: &str) -> Option<Vec<String>> {
        values(self.0.get(name)?)
    }
}

/// The texts of a scalar or of a list of scalars.
pub(super) fn values(value: &Value) -> Option<Vec<String>> {
    match &value.kind {
        Kind::Array(items) => items.iter().map(scalar).collect(),
        _ => Some(vec![scalar(value)?]),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
        Kind::Boolean(value) => Some(value.to_string()),
        Kind::Null | Kind::Array(_) | Kind::Object(_) => None,
    }
}

/// A time as tokens give it: a number of seconds, which may have a fraction.
fn seconds(value: &Value) -> Option<i64> {
    let Kind::Number(number) = &value.kind else { return None };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_plain = fraction.bytes().all(|byte| byte.is_ascii_digit());
    whole.parse().ok().filter(|at| is_plain && (0..=SECONDS_MAX).contains(at))
}
