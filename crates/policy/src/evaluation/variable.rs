// SPDX-License-Identifier: Apache-2.0
//! Replacing policy variables by the values of condition keys (rules V-1 to V-7).

use super::{
    context::{Context, Value},
    glob::Symbol,
};
use crate::language::{Part, Template, VariableError};

/// What becomes of a text with variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// The pattern with every variable replaced.
    Pattern(Vec<Symbol>),
    /// The variable of this key has no value and no default: the text matches nothing (rules V-6 and R-10).
    Missing(String),
}

/// Replaces the variables of a text. What a variable yields is literal: its `*` and `?` are no wildcards (rule V-3).
///
/// # Errors
/// A `${` that begins no well-formed variable, if variables are interpolated at all.
pub(crate) fn resolve(text: &str, interpolate: bool, context: &Context) -> Result<Resolved, VariableError> {
    let mut pattern = Vec::new();
    for part in Template::parse(text, interpolate)?.parts {
        match part {
            Part::Literal(literal) => pattern.extend(literal.chars().map(Symbol::Char)),
            Part::AnyRun => pattern.push(Symbol::AnyRun),
            Part::AnyOne => pattern.push(Symbol::AnyOne),
            Part::Variable { key, default } => match value_of(&key, default.as_deref(), context) {
                Some(value) => pattern.extend(value.chars().map(Symbol::Char)),
                None => return Ok(Resolved::Missing(key)),
            },
        }
    }
    Ok(Resolved::Pattern(pattern))
}

/// The value of a single-valued key, or the default if the key is absent (rule V-4). A key with a set of values has
/// no value as a variable (rule V-3); a default does not make up for that, because the key is there.
fn value_of<'a>(key: &str, default: Option<&'a str>, context: &'a Context) -> Option<&'a str> {
    match context.get(key) {
        Some(Value::Single(value)) => Some(value),
        Some(Value::Many(values)) if !values.is_empty() => None,
        _ => default,
    }
}
