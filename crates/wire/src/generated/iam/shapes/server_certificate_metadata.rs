// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ServerCertificateMetadata`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `ServerCertificateMetadata`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerCertificateMetadata {
    pub path: String,
    pub server_certificate_name: String,
    pub server_certificate_id: String,
    pub arn: String,
    pub upload_date: Option<Timestamp>,
    pub expiration: Option<Timestamp>,
}

impl Content for ServerCertificateMetadata {
    fn write(&self, xml: &mut Writer) {
        xml.member("Path", &self.path);
        xml.member("ServerCertificateName", &self.server_certificate_name);
        xml.member("ServerCertificateId", &self.server_certificate_id);
        xml.member("Arn", &self.arn);
        xml.optional("UploadDate", self.upload_date.as_ref());
        xml.optional("Expiration", self.expiration.as_ref());
    }
}
