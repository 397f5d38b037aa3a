// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UntagServerCertificate`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UntagServerCertificate` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagServerCertificateRequest {
    pub server_certificate_name: String,
    pub tag_keys: Vec<String>,
}

impl Call for UntagServerCertificateRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UntagServerCertificate";
    type Response = UntagServerCertificateResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            server_certificate_name: reader
                .required("ServerCertificateName", &c::SERVER_CERTIFICATE_NAME_TYPE),
            tag_keys: reader.required("TagKeys", &c::TAG_KEY_LIST_TYPE),
        })
    }
}

/// What `UntagServerCertificate` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagServerCertificateResponse;

impl Respond for UntagServerCertificateResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UntagServerCertificate", None, request_id)
    }
}
