// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PolicyGroup`.

use crate::xml::{Content, Writer};

/// A `PolicyGroup`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyGroup {
    pub group_name: Option<String>,
    pub group_id: Option<String>,
}

impl Content for PolicyGroup {
    fn write(&self, xml: &mut Writer) {
        xml.optional("GroupName", self.group_name.as_ref());
        xml.optional("GroupId", self.group_id.as_ref());
    }
}
