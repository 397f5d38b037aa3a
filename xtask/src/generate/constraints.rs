// SPDX-License-Identifier: Apache-2.0
//! Writes what the model demands of the values in requests.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::model::{Kind, Model, Shape};
use super::{Output, names};

/// The constraints of one API.
pub(super) fn outputs(model: &Model) -> Result<Vec<Output>, String> {
    let mut text = format!(
        "{}//! What the {} API demands of the values in its requests.\n\n\
         use crate::constraint::Constraint;\nuse crate::pattern::Pattern;\n\n",
        super::HEADER,
        model.service.to_uppercase()
    );
    let mut patterns = String::from("/// All patterns, so that a test can see that each is understood.\n");
    patterns.push_str("#[cfg(test)]\npub(crate) static PATTERNS: &[&Pattern] = &[\n");
    let read: BTreeSet<String> = model.below(|operation| operation.input.as_ref())?;
    for name in &read {
        let shape = model.shape(name)?;
        if !is_demanding(model, shape)? {
            continue;
        }
        let constant = names::constant(name);
        let mut fields = String::new();
        for (field, number) in [("min", shape.min), ("max", shape.max)] {
            if let Some(number) = number {
                fields.push_str(&format!("{field}: Some({number}), "));
            }
        }
        if let Some(pattern) = &shape.pattern {
            let literal = names::literal(pattern);
            text.push_str(&format!("static {constant}_PATTERN: Pattern = Pattern::new({literal});\n"));
            fields.push_str(&format!("pattern: Some(&{constant}_PATTERN), "));
            patterns.push_str(&format!("&{constant}_PATTERN,\n"));
        }
        if !shape.values.is_empty() {
            fields.push_str(&format!("values: &{:?}, ", shape.values));
        }
        if shape.is_sparse {
            fields.push_str("is_sparse: true, ");
        }
        let parts = match &shape.kind {
            Kind::List { member } => vec![("member", member)],
            Kind::Map { key, value } => vec![("key", key), ("member", value)],
            _ => Vec::new(),
        };
        for (field, part) in parts {
            if is_demanding(model, model.shape(part)?)? {
                fields.push_str(&format!("{field}: Some(&{}), ", names::constant(part)));
            }
        }
        let rest = "..Constraint::NONE";
        text.push_str(&format!(
            "pub(crate) static {constant}: Constraint = Constraint {{ {fields}{rest} }};\n\n"
        ));
    }
    patterns.push_str("];\n");
    text.push_str(&patterns);
    let path = PathBuf::from("crates/wire/src/generated").join(&model.service).join("constraints.rs");
    Ok(vec![(path, text)])
}

/// The expression that refers to a shape's constraints.
pub(super) fn reference(model: &Model, name: &str) -> Result<String, String> {
    Ok(if is_demanding(model, model.shape(name)?)? {
        format!("&c::{}", names::constant(name))
    } else {
        "&Constraint::NONE".to_owned()
    })
}

/// Whether a shape, or what a list or map holds, has constraints.
fn is_demanding(model: &Model, shape: &Shape) -> Result<bool, String> {
    if shape.is_constrained() {
        return Ok(true);
    }
    Ok(match &shape.kind {
        Kind::List { member } => is_demanding(model, model.shape(member)?)?,
        Kind::Map { key, value } => {
            is_demanding(model, model.shape(key)?)? || is_demanding(model, model.shape(value)?)?
        }
        _ => false,
    })
}
