// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `Credentials`.

use crate::secret::Secret;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `Credentials`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    pub access_key_id: String,
    pub secret_access_key: Secret,
    pub session_token: String,
    pub expiration: Timestamp,
}

impl Content for Credentials {
    fn write(&self, xml: &mut Writer) {
        xml.member("AccessKeyId", &self.access_key_id);
        xml.member("SecretAccessKey", &self.secret_access_key);
        xml.member("SessionToken", &self.session_token);
        xml.member("Expiration", &self.expiration);
    }
}
