// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetServerCertificate`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetServerCertificate` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetServerCertificateRequest {
    pub server_certificate_name: String,
}

impl Call for GetServerCertificateRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetServerCertificate";
    type Response = GetServerCertificateResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            server_certificate_name: reader
                .required("ServerCertificateName", &c::SERVER_CERTIFICATE_NAME_TYPE),
        })
    }
}

/// What `GetServerCertificate` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetServerCertificateResponse {
    pub server_certificate: super::ServerCertificate,
}

impl Respond for GetServerCertificateResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetServerCertificate", Some(self), request_id)
    }
}

impl Content for GetServerCertificateResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("ServerCertificate", &self.server_certificate);
    }
}
