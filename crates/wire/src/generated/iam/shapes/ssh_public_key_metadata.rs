// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `SSHPublicKeyMetadata`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `SSHPublicKeyMetadata`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SSHPublicKeyMetadata {
    pub user_name: String,
    pub ssh_public_key_id: String,
    pub status: String,
    pub upload_date: Timestamp,
}

impl Content for SSHPublicKeyMetadata {
    fn write(&self, xml: &mut Writer) {
        xml.member("UserName", &self.user_name);
        xml.member("SSHPublicKeyId", &self.ssh_public_key_id);
        xml.member("Status", &self.status);
        xml.member("UploadDate", &self.upload_date);
    }
}
