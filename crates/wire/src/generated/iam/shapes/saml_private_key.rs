// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `SAMLPrivateKey`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `SAMLPrivateKey`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SAMLPrivateKey {
    pub key_id: Option<String>,
    pub timestamp: Option<Timestamp>,
}

impl Content for SAMLPrivateKey {
    fn write(&self, xml: &mut Writer) {
        xml.optional("KeyId", self.key_id.as_ref());
        xml.optional("Timestamp", self.timestamp.as_ref());
    }
}
