// SPDX-License-Identifier: Apache-2.0
//! Takes JSON objects apart, member by member; what is not known is an error.

use portcullis_policy::language::json::{Kind, Value};

/// The longest text that a request may hold outside its policies, in bytes. Matching costs the product of a
/// pattern's length and the text's, so one of them must be bounded.
pub(super) const TEXT_BYTES_MAX: usize = 16_384;

/// Why a request cannot be decided.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong.
    pub(super) message: String,
    /// Where, in bytes from the beginning of the request.
    pub(super) offset: usize,
}

impl Fault {
    pub(super) fn at(value: &Value, message: impl Into<String>) -> Self {
        Self { message: message.into(), offset: value.span.start }
    }
}

/// The members of these names, in their order. A `null` counts as absent.
pub(super) fn members<'a, const N: usize>(
    value: &'a Value,
    name: &str,
    known: [&str; N],
) -> Result<[Option<&'a Value>; N], Fault> {
    let Kind::Object(found) = &value.kind else { return Err(wrong_kind(value, name, "an object")) };
    let mut values = [None; N];
    for member in found {
        let place = known.iter().position(|known| *known == member.key.value);
        let Some(place) = place.and_then(|at| values.get_mut(at)) else {
            let message = format!("unknown member `{}` of `{name}`", member.key.value.escape_debug());
            return Err(Fault { message, offset: member.key.span.start });
        };
        *place = Some(&member.value).filter(|value| value.kind != Kind::Null);
    }
    Ok(values)
}

/// A member that must be there.
pub(super) fn required<'a>(member: Option<&'a Value>, of: &Value, name: &str) -> Result<&'a Value, Fault> {
    member.ok_or_else(|| Fault::at(of, format!("member `{name}` is missing")))
}

/// A text that is not empty.
pub(super) fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str, Fault> {
    let Kind::Text(text) = &value.kind else { return Err(wrong_kind(value, name, "a text")) };
    if text.is_empty() {
        return Err(Fault::at(value, format!("`{name}` is empty")));
    }
    bounded(value, text, name)
}

/// A text that is not too long.
pub(super) fn bounded<'a>(value: &Value, text: &'a str, name: &str) -> Result<&'a str, Fault> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(Fault::at(value, format!("`{name}` is longer than {TEXT_BYTES_MAX} bytes")));
    }
    Ok(text)
}

/// The elements of an array.
pub(super) fn array<'a>(value: &'a Value, name: &str) -> Result<&'a [Value], Fault> {
    match &value.kind {
        Kind::Array(values) => Ok(values),
        _ => Err(wrong_kind(value, name, "an array")),
    }
}

pub(super) fn wrong_kind(value: &Value, name: &str, expected: &str) -> Fault {
    Fault::at(value, format!("`{name}` must be {expected}, not {}", value.kind.name()))
}
