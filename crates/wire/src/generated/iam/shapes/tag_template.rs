// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `TagTemplate`.

use crate::xml::{Content, Writer};

/// A `TagTemplate`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagTemplate {
    pub key: String,
    pub value: String,
}

impl Content for TagTemplate {
    fn write(&self, xml: &mut Writer) {
        xml.member("Key", &self.key);
        xml.member("Value", &self.value);
    }
}
