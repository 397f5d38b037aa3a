// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UploadServerCertificate`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `UploadServerCertificate` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadServerCertificateRequest {
    pub path: Option<String>,
    pub server_certificate_name: String,
    pub certificate_body: String,
    pub private_key: Secret,
    pub certificate_chain: Option<String>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Call for UploadServerCertificateRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UploadServerCertificate";
    type Response = UploadServerCertificateResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            path: reader.optional("Path", &c::PATH_TYPE),
            server_certificate_name: reader
                .required("ServerCertificateName", &c::SERVER_CERTIFICATE_NAME_TYPE),
            certificate_body: reader.required("CertificateBody", &c::CERTIFICATE_BODY_TYPE),
            private_key: reader.required("PrivateKey", &c::PRIVATE_KEY_TYPE),
            certificate_chain: reader.optional("CertificateChain", &c::CERTIFICATE_CHAIN_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `UploadServerCertificate` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadServerCertificateResponse {
    pub server_certificate_metadata: Option<super::ServerCertificateMetadata>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Respond for UploadServerCertificateResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UploadServerCertificate", Some(self), request_id)
    }
}

impl Content for UploadServerCertificateResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("ServerCertificateMetadata", self.server_certificate_metadata.as_ref());
        xml.optional("Tags", self.tags.as_ref());
    }
}
