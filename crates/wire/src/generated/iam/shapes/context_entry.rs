// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ContextEntry`.

use crate::constraint::Constraint;
use crate::generated::iam::constraints as c;
use crate::query::{Reader, Value};

/// A `ContextEntry`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContextEntry {
    pub context_key_name: Option<String>,
    pub context_key_values: Option<Vec<String>>,
    pub context_key_type: Option<String>,
}

impl Value for ContextEntry {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self {
            context_key_name: reader.optional("ContextKeyName", &c::CONTEXT_KEY_NAME_TYPE),
            context_key_values: reader.optional("ContextKeyValues", &Constraint::NONE),
            context_key_type: reader.optional("ContextKeyType", &c::CONTEXT_KEY_TYPE_ENUM),
        })
    }
}
