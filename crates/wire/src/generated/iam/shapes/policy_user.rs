// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PolicyUser`.

use crate::xml::{Content, Writer};

/// A `PolicyUser`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyUser {
    pub user_name: Option<String>,
    pub user_id: Option<String>,
}

impl Content for PolicyUser {
    fn write(&self, xml: &mut Writer) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.optional("UserId", self.user_id.as_ref());
    }
}
