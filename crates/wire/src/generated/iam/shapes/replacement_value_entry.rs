// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ReplacementValueEntry`.

use crate::constraint::Constraint;
use crate::generated::iam::constraints as c;
use crate::query::{Reader, Value};

/// A `ReplacementValueEntry`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplacementValueEntry {
    pub values: Vec<String>,
}

impl Value for ReplacementValueEntry {
    const SCALAR: bool = false;

    fn read(reader: &mut Reader<'_>, _: &Constraint) -> Option<Self> {
        reader.structure(|reader| Self { values: reader.required("Values", &c::REPLACEMENT_VALUE_LIST_TYPE) })
    }
}
