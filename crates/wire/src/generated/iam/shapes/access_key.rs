// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `AccessKey`.

use crate::secret::Secret;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `AccessKey`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessKey {
    pub user_name: Option<String>,
    pub access_key_id: String,
    pub status: String,
    pub secret_access_key: Secret,
    pub create_date: Option<Timestamp>,
}

impl Content for AccessKey {
    fn write(&self, xml: &mut Writer) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.member("AccessKeyId", &self.access_key_id);
        xml.member("Status", &self.status);
        xml.member("SecretAccessKey", &self.secret_access_key);
        xml.optional("CreateDate", self.create_date.as_ref());
    }
}
