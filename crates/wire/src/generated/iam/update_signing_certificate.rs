// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateSigningCertificate`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateSigningCertificate` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateSigningCertificateRequest {
    pub user_name: Option<String>,
    pub certificate_id: String,
    pub status: String,
}

impl Call for UpdateSigningCertificateRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateSigningCertificate";
    type Response = UpdateSigningCertificateResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::EXISTING_USER_NAME_TYPE),
            certificate_id: reader.required("CertificateId", &c::CERTIFICATE_ID_TYPE),
            status: reader.required("Status", &c::STATUS_TYPE),
        })
    }
}

/// What `UpdateSigningCertificate` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateSigningCertificateResponse;

impl Respond for UpdateSigningCertificateResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateSigningCertificate", None, request_id)
    }
}
