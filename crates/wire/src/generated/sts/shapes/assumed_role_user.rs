// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `AssumedRoleUser`.

use crate::xml::{Content, Writer};

/// A `AssumedRoleUser`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumedRoleUser {
    pub assumed_role_id: String,
    pub arn: String,
}

impl Content for AssumedRoleUser {
    fn write(&self, xml: &mut Writer) {
        xml.member("AssumedRoleId", &self.assumed_role_id);
        xml.member("Arn", &self.arn);
    }
}
