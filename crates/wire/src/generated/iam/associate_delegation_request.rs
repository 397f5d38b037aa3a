// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AssociateDelegationRequest`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `AssociateDelegationRequest` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssociateDelegationRequestRequest {
    pub delegation_request_id: String,
}

impl Call for AssociateDelegationRequestRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "AssociateDelegationRequest";
    type Response = AssociateDelegationRequestResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            delegation_request_id: reader.required("DelegationRequestId", &c::DELEGATION_REQUEST_ID_TYPE),
        })
    }
}

/// What `AssociateDelegationRequest` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssociateDelegationRequestResponse;

impl Respond for AssociateDelegationRequestResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "AssociateDelegationRequest", None, request_id)
    }
}
