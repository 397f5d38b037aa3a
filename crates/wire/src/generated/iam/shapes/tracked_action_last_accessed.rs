// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `TrackedActionLastAccessed`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `TrackedActionLastAccessed`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrackedActionLastAccessed {
    pub action_name: Option<String>,
    pub last_accessed_entity: Option<String>,
    pub last_accessed_time: Option<Timestamp>,
    pub last_accessed_region: Option<String>,
}

impl Content for TrackedActionLastAccessed {
    fn write(&self, xml: &mut Writer) {
        xml.optional("ActionName", self.action_name.as_ref());
        xml.optional("LastAccessedEntity", self.last_accessed_entity.as_ref());
        xml.optional("LastAccessedTime", self.last_accessed_time.as_ref());
        xml.optional("LastAccessedRegion", self.last_accessed_region.as_ref());
    }
}
