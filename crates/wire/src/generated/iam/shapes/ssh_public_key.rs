// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `SSHPublicKey`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `SSHPublicKey`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SSHPublicKey {
    pub user_name: String,
    pub ssh_public_key_id: String,
    pub fingerprint: String,
    pub ssh_public_key_body: String,
    pub status: String,
    pub upload_date: Option<Timestamp>,
}

impl Content for SSHPublicKey {
    fn write(&self, xml: &mut Writer) {
        xml.member("UserName", &self.user_name);
        xml.member("SSHPublicKeyId", &self.ssh_public_key_id);
        xml.member("Fingerprint", &self.fingerprint);
        xml.member("SSHPublicKeyBody", &self.ssh_public_key_body);
        xml.member("Status", &self.status);
        xml.optional("UploadDate", self.upload_date.as_ref());
    }
}
