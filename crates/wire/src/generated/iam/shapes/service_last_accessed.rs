// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ServiceLastAccessed`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `ServiceLastAccessed`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceLastAccessed {
    pub service_name: String,
    pub last_authenticated: Option<Timestamp>,
    pub service_namespace: String,
    pub last_authenticated_entity: Option<String>,
    pub last_authenticated_region: Option<String>,
    pub total_authenticated_entities: Option<i32>,
    pub tracked_actions_last_accessed: Option<Vec<super::TrackedActionLastAccessed>>,
}

impl Content for ServiceLastAccessed {
    fn write(&self, xml: &mut Writer) {
        xml.member("ServiceName", &self.service_name);
        xml.optional("LastAuthenticated", self.last_authenticated.as_ref());
        xml.member("ServiceNamespace", &self.service_namespace);
        xml.optional("LastAuthenticatedEntity", self.last_authenticated_entity.as_ref());
        xml.optional("LastAuthenticatedRegion", self.last_authenticated_region.as_ref());
        xml.optional("TotalAuthenticatedEntities", self.total_authenticated_entities.as_ref());
        xml.optional("TrackedActionsLastAccessed", self.tracked_actions_last_accessed.as_ref());
    }
}
