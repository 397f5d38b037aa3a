// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `AccessKeyMetadata`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `AccessKeyMetadata`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessKeyMetadata {
    pub user_name: Option<String>,
    pub access_key_id: Option<String>,
    pub status: Option<String>,
    pub create_date: Option<Timestamp>,
}

impl Content for AccessKeyMetadata {
    fn write(&self, xml: &mut Writer) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.optional("AccessKeyId", self.access_key_id.as_ref());
        xml.optional("Status", self.status.as_ref());
        xml.optional("CreateDate", self.create_date.as_ref());
    }
}
