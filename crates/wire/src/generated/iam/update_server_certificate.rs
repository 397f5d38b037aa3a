// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateServerCertificate`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateServerCertificate` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateServerCertificateRequest {
    pub server_certificate_name: String,
    pub new_path: Option<String>,
    pub new_server_certificate_name: Option<String>,
}

impl Call for UpdateServerCertificateRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateServerCertificate";
    type Response = UpdateServerCertificateResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            server_certificate_name: reader
                .required("ServerCertificateName", &c::SERVER_CERTIFICATE_NAME_TYPE),
            new_path: reader.optional("NewPath", &c::PATH_TYPE),
            new_server_certificate_name: reader
                .optional("NewServerCertificateName", &c::SERVER_CERTIFICATE_NAME_TYPE),
        })
    }
}

/// What `UpdateServerCertificate` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateServerCertificateResponse;

impl Respond for UpdateServerCertificateResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateServerCertificate", None, request_id)
    }
}
