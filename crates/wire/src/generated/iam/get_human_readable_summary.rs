// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetHumanReadableSummary`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetHumanReadableSummary` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetHumanReadableSummaryRequest {
    pub entity_arn: String,
    pub locale: Option<String>,
}

impl Call for GetHumanReadableSummaryRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetHumanReadableSummary";
    type Response = GetHumanReadableSummaryResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            entity_arn: reader.required("EntityArn", &c::ARN_TYPE),
            locale: reader.optional("Locale", &c::LOCALE_TYPE),
        })
    }
}

/// What `GetHumanReadableSummary` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetHumanReadableSummaryResponse {
    pub summary_content: Option<String>,
    pub locale: Option<String>,
    pub summary_state: Option<String>,
}

impl Respond for GetHumanReadableSummaryResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetHumanReadableSummary", Some(self), request_id)
    }
}

impl Content for GetHumanReadableSummaryResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SummaryContent", self.summary_content.as_ref());
        xml.optional("Locale", self.locale.as_ref());
        xml.optional("SummaryState", self.summary_state.as_ref());
    }
}
