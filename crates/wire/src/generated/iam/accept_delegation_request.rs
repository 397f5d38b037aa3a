// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AcceptDelegationRequest`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `AcceptDelegationRequest` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcceptDelegationRequestRequest {
    pub delegation_request_id: String,
}

impl Call for AcceptDelegationRequestRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "AcceptDelegationRequest";
    type Response = AcceptDelegationRequestResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            delegation_request_id: reader.required("DelegationRequestId", &c::DELEGATION_REQUEST_ID_TYPE),
        })
    }
}

/// What `AcceptDelegationRequest` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcceptDelegationRequestResponse;

impl Respond for AcceptDelegationRequestResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "AcceptDelegationRequest", None, request_id)
    }
}
