// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UploadSigningCertificate`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `UploadSigningCertificate` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadSigningCertificateRequest {
    pub user_name: Option<String>,
    pub certificate_body: String,
}

impl Call for UploadSigningCertificateRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UploadSigningCertificate";
    type Response = UploadSigningCertificateResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::EXISTING_USER_NAME_TYPE),
            certificate_body: reader.required("CertificateBody", &c::CERTIFICATE_BODY_TYPE),
        })
    }
}

/// What `UploadSigningCertificate` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UploadSigningCertificateResponse {
    pub certificate: super::SigningCertificate,
}

impl Respond for UploadSigningCertificateResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UploadSigningCertificate", Some(self), request_id)
    }
}

impl Content for UploadSigningCertificateResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Certificate", &self.certificate);
    }
}
