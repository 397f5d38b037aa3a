// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GenerateServiceLastAccessedDetails`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GenerateServiceLastAccessedDetails` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenerateServiceLastAccessedDetailsRequest {
    pub arn: String,
    pub granularity: Option<String>,
}

impl Call for GenerateServiceLastAccessedDetailsRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GenerateServiceLastAccessedDetails";
    type Response = GenerateServiceLastAccessedDetailsResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            arn: reader.required("Arn", &c::ARN_TYPE),
            granularity: reader.optional("Granularity", &c::ACCESS_ADVISOR_USAGE_GRANULARITY_TYPE),
        })
    }
}

/// What `GenerateServiceLastAccessedDetails` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenerateServiceLastAccessedDetailsResponse {
    pub job_id: Option<String>,
}

impl Respond for GenerateServiceLastAccessedDetailsResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GenerateServiceLastAccessedDetails", Some(self), request_id)
    }
}

impl Content for GenerateServiceLastAccessedDetailsResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("JobId", self.job_id.as_ref());
    }
}
