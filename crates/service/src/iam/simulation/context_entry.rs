// SPDX-License-Identifier: Apache-2.0
//! The condition keys that a simulation is given, each with its type.

use portcullis_policy::evaluation::{Context as Keys, is_value_of};
use portcullis_policy::language::Test;
use portcullis_wire::iam::ContextEntry;
use portcullis_wire::{Fault, faults};

/// The keys with their values.
///
/// # Errors
/// An entry lacks a part, has several values for a type that has one, has a value that is not of its type, or names a
/// key that another has named.
pub(super) fn keys(entries: &[ContextEntry]) -> Result<Keys, Fault> {
    let mut keys = Keys::new();
    // A list may leave out an index, which makes an entry of nothing.
    for entry in entries.iter().filter(|entry| **entry != ContextEntry::default()) {
        add(&mut keys, entry)?;
    }
    Ok(keys)
}

fn add(keys: &mut Keys, entry: &ContextEntry) -> Result<(), Fault> {
    let invalid = |message: String| Err(faults::invalid_input(message));
    let Some(name) = entry.context_key_name.as_deref() else {
        return invalid("ContextKeyName cannot be null or empty.".to_owned());
    };
    if keys.get(name).is_some() {
        return invalid(format!("Duplicate context key: {name}."));
    }
    let Some(kind) = entry.context_key_type.as_deref() else {
        return invalid(format!("Context key {name} has invalid type null."));
    };
    let values = entry.context_key_values.as_deref().unwrap_or_default();
    let [first, rest @ ..] = values else {
        return invalid(format!("Context values for context key {name} cannot be null or empty."));
    };
    let element = kind.strip_suffix("List");
    if element.is_none() && !rest.is_empty() {
        return invalid(format!(
            "Context key {kind} expected a single value, but received {}.",
            values.len()
        ));
    }
    if let Some((test, form)) = form(element.unwrap_or(kind))
        && !values.iter().all(|value| is_value_of(test, value))
    {
        return invalid(format!("Invalid context value for key {name}: expected {form}."));
    }
    match element {
        None => keys.set(name, first.as_str()),
        Some(_) => keys.set_many(name, values.to_vec()),
    }
    Ok(())
}

/// The operator that reads values of a type, and what AWS calls their form. Texts and booleans have any.
fn form(kind: &str) -> Option<(Test, &'static str)> {
    match kind {
        "numeric" => Some((Test::NumericEquals, "numeric format")),
        "date" => Some((Test::DateEquals, "DateTime format")),
        "ip" => Some((Test::IpAddress, "IP address")),
        "binary" => Some((Test::BinaryEquals, "base-64 encoded binary format")),
        _ => None,
    }
}
