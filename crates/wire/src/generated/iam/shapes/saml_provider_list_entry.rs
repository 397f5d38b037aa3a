// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `SAMLProviderListEntry`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `SAMLProviderListEntry`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SAMLProviderListEntry {
    pub arn: Option<String>,
    pub valid_until: Option<Timestamp>,
    pub create_date: Option<Timestamp>,
}

impl Content for SAMLProviderListEntry {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Arn", self.arn.as_ref());
        xml.optional("ValidUntil", self.valid_until.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
    }
}
