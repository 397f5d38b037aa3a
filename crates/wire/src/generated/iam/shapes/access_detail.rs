// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `AccessDetail`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `AccessDetail`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessDetail {
    pub service_name: String,
    pub service_namespace: String,
    pub region: Option<String>,
    pub entity_path: Option<String>,
    pub last_authenticated_time: Option<Timestamp>,
    pub total_authenticated_entities: Option<i32>,
}

impl Content for AccessDetail {
    fn write(&self, xml: &mut Writer) {
        xml.member("ServiceName", &self.service_name);
        xml.member("ServiceNamespace", &self.service_namespace);
        xml.optional("Region", self.region.as_ref());
        xml.optional("EntityPath", self.entity_path.as_ref());
        xml.optional("LastAuthenticatedTime", self.last_authenticated_time.as_ref());
        xml.optional("TotalAuthenticatedEntities", self.total_authenticated_entities.as_ref());
    }
}
