// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `Tag`.

use crate::constraint::Constraint;
use crate::generated::iam::constraints as c;
use crate::query::{Reader, Value};
use crate::xml::{Content, Writer};

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

impl Content for Tag {
    fn write(&self, xml: &mut Writer) {
        xml.member("Key", &self.key);
        xml.member("Value", &self.value);
    }
}
