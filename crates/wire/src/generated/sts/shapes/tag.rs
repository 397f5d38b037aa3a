// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `Tag`.

use crate::constraint::Constraint;
use crate::generated::sts::constraints as c;
use crate::query::{Reader, Value};

/// A `Tag`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag {
    pub key: String,
    pub value: String,
}

impl Value for Tag {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self {
            key: reader.required("Key", &c::TAG_KEY_TYPE),
            value: reader.required("Value", &c::TAG_VALUE_TYPE),
        })
    }
}
