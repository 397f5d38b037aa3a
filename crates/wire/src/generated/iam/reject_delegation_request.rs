// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `RejectDelegationRequest`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `RejectDelegationRequest` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RejectDelegationRequestRequest {
    pub delegation_request_id: String,
    pub notes: Option<String>,
}

impl Call for RejectDelegationRequestRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "RejectDelegationRequest";
    type Response = RejectDelegationRequestResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            delegation_request_id: reader.required("DelegationRequestId", &c::DELEGATION_REQUEST_ID_TYPE),
            notes: reader.optional("Notes", &c::NOTES_TYPE),
        })
    }
}

/// What `RejectDelegationRequest` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RejectDelegationRequestResponse;

impl Respond for RejectDelegationRequestResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "RejectDelegationRequest", None, request_id)
    }
}
