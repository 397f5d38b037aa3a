// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteServerCertificate`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteServerCertificate` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteServerCertificateRequest {
    pub server_certificate_name: String,
}

impl Call for DeleteServerCertificateRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteServerCertificate";
    type Response = DeleteServerCertificateResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            server_certificate_name: reader
                .required("ServerCertificateName", &c::SERVER_CERTIFICATE_NAME_TYPE),
        })
    }
}

/// What `DeleteServerCertificate` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteServerCertificateResponse;

impl Respond for DeleteServerCertificateResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteServerCertificate", None, request_id)
    }
}
