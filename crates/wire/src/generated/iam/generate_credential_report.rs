// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GenerateCredentialReport`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GenerateCredentialReport` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenerateCredentialReportRequest;

impl Call for GenerateCredentialReportRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GenerateCredentialReport";
    type Response = GenerateCredentialReportResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `GenerateCredentialReport` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenerateCredentialReportResponse {
    pub state: Option<String>,
    pub description: Option<String>,
}

impl Respond for GenerateCredentialReportResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GenerateCredentialReport", Some(self), request_id)
    }
}

impl Content for GenerateCredentialReportResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("State", self.state.as_ref());
        xml.optional("Description", self.description.as_ref());
    }
}
