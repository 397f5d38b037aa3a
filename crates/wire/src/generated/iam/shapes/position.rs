// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `Position`.

use crate::xml::{Content, Writer};

/// A `Position`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position {
    pub line: Option<i32>,
    pub column: Option<i32>,
}

impl Content for Position {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Line", self.line.as_ref());
        xml.optional("Column", self.column.as_ref());
    }
}
