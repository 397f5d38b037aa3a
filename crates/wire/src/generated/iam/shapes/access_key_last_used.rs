// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `AccessKeyLastUsed`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `AccessKeyLastUsed`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessKeyLastUsed {
    pub last_used_date: Option<Timestamp>,
    pub service_name: String,
    pub region: String,
}

impl Content for AccessKeyLastUsed {
    fn write(&self, xml: &mut Writer) {
        xml.optional("LastUsedDate", self.last_used_date.as_ref());
        xml.member("ServiceName", &self.service_name);
        xml.member("Region", &self.region);
    }
}
