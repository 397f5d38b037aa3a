// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `TagServerCertificate`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `TagServerCertificate` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagServerCertificateRequest {
    pub server_certificate_name: String,
    pub tags: Vec<super::Tag>,
}

impl Call for TagServerCertificateRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "TagServerCertificate";
    type Response = TagServerCertificateResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            server_certificate_name: reader
                .required("ServerCertificateName", &c::SERVER_CERTIFICATE_NAME_TYPE),
            tags: reader.required("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `TagServerCertificate` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagServerCertificateResponse;

impl Respond for TagServerCertificateResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "TagServerCertificate", None, request_id)
    }
}
