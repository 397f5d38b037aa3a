// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ErrorDetails`.

use crate::xml::{Content, Writer};

/// A `ErrorDetails`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorDetails {
    pub message: String,
    pub code: String,
}

impl Content for ErrorDetails {
    fn write(&self, xml: &mut Writer) {
        xml.member("Message", &self.message);
        xml.member("Code", &self.code);
    }
}
