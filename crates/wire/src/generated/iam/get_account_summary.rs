// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetAccountSummary`: its request and its response.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetAccountSummary` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccountSummaryRequest;

impl Call for GetAccountSummaryRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetAccountSummary";
    type Response = GetAccountSummaryResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `GetAccountSummary` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccountSummaryResponse {
    pub summary_map: Option<BTreeMap<String, i32>>,
}

impl Respond for GetAccountSummaryResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetAccountSummary", Some(self), request_id)
    }
}

impl Content for GetAccountSummaryResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SummaryMap", self.summary_map.as_ref());
    }
}
