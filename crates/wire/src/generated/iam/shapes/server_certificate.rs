// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The structure `ServerCertificate`.

use crate::xml::{Content, Writer};

/// A `ServerCertificate`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerCertificate {
    pub server_certificate_metadata: super::ServerCertificateMetadata,
    pub certificate_body: String,
    pub certificate_chain: Option<String>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Content for ServerCertificate {
    fn write(&self, xml: &mut Writer) {
        xml.member("ServerCertificateMetadata", &self.server_certificate_metadata);
        xml.member("CertificateBody", &self.certificate_body);
        xml.optional("CertificateChain", self.certificate_chain.as_ref());
        xml.optional("Tags", self.tags.as_ref());
    }
}
