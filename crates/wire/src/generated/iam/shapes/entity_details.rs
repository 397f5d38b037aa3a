// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `EntityDetails`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `EntityDetails`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntityDetails {
    pub entity_info: super::EntityInfo,
    pub last_authenticated: Option<Timestamp>,
}

impl Content for EntityDetails {
    fn write(&self, xml: &mut Writer) {
        xml.member("EntityInfo", &self.entity_info);
        xml.optional("LastAuthenticated", self.last_authenticated.as_ref());
    }
}
