// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteSigningCertificate`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteSigningCertificate` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteSigningCertificateRequest {
    pub user_name: Option<String>,
    pub certificate_id: String,
}

impl Call for DeleteSigningCertificateRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteSigningCertificate";
    type Response = DeleteSigningCertificateResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::EXISTING_USER_NAME_TYPE),
            certificate_id: reader.required("CertificateId", &c::CERTIFICATE_ID_TYPE),
        })
    }
}

/// What `DeleteSigningCertificate` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteSigningCertificateResponse;

impl Respond for DeleteSigningCertificateResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteSigningCertificate", None, request_id)
    }
}
