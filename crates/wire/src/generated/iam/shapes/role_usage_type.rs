// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `RoleUsageType`.

use crate::xml::{Content, Writer};

/// A `RoleUsageType`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleUsageType {
    pub region: Option<String>,
    pub resources: Option<Vec<String>>,
}

impl Content for RoleUsageType {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Region", self.region.as_ref());
        xml.optional("Resources", self.resources.as_ref());
    }
}
