// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateDelegationRequest`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateDelegationRequest` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateDelegationRequestRequest {
    pub delegation_request_id: String,
    pub notes: Option<String>,
}

impl Call for UpdateDelegationRequestRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateDelegationRequest";
    type Response = UpdateDelegationRequestResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            delegation_request_id: reader.required("DelegationRequestId", &c::DELEGATION_REQUEST_ID_TYPE),
            notes: reader.optional("Notes", &c::NOTES_TYPE),
        })
    }
}

/// What `UpdateDelegationRequest` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateDelegationRequestResponse;

impl Respond for UpdateDelegationRequestResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateDelegationRequest", None, request_id)
    }
}
