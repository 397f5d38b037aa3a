// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `RoleLastUsed`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `RoleLastUsed`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleLastUsed {
    pub last_used_date: Option<Timestamp>,
    pub region: Option<String>,
}

impl Content for RoleLastUsed {
    fn write(&self, xml: &mut Writer) {
        xml.optional("LastUsedDate", self.last_used_date.as_ref());
        xml.optional("Region", self.region.as_ref());
    }
}
