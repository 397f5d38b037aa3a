// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetCredentialReport`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer, answer};

/// What `GetCredentialReport` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetCredentialReportRequest;

impl Call for GetCredentialReportRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetCredentialReport";
    type Response = GetCredentialReportResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `GetCredentialReport` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetCredentialReportResponse {
    pub content: Option<Vec<u8>>,
    pub report_format: Option<String>,
    pub generated_time: Option<Timestamp>,
}

impl Respond for GetCredentialReportResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetCredentialReport", Some(self), request_id)
    }
}

impl Content for GetCredentialReportResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Content", self.content.as_ref());
        xml.optional("ReportFormat", self.report_format.as_ref());
        xml.optional("GeneratedTime", self.generated_time.as_ref());
    }
}
