// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `SigningCertificate`.

use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer};

/// A `SigningCertificate`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SigningCertificate {
    pub user_name: String,
    pub certificate_id: String,
    pub certificate_body: String,
    pub status: String,
    pub upload_date: Option<Timestamp>,
}

impl Content for SigningCertificate {
    fn write(&self, xml: &mut Writer) {
        xml.member("UserName", &self.user_name);
        xml.member("CertificateId", &self.certificate_id);
        xml.member("CertificateBody", &self.certificate_body);
        xml.member("Status", &self.status);
        xml.optional("UploadDate", self.upload_date.as_ref());
    }
}
