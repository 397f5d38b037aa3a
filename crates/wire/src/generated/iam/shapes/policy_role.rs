// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `PolicyRole`.

use crate::xml::{Content, Writer};

/// A `PolicyRole`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyRole {
    pub role_name: Option<String>,
    pub role_id: Option<String>,
}

impl Content for PolicyRole {
    fn write(&self, xml: &mut Writer) {
        xml.optional("RoleName", self.role_name.as_ref());
        xml.optional("RoleId", self.role_id.as_ref());
    }
}
