// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `SendDelegationToken`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `SendDelegationToken` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SendDelegationTokenRequest {
    pub delegation_request_id: String,
}

impl Call for SendDelegationTokenRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "SendDelegationToken";
    type Response = SendDelegationTokenResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            delegation_request_id: reader.required("DelegationRequestId", &c::DELEGATION_REQUEST_ID_TYPE),
        })
    }
}

/// What `SendDelegationToken` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SendDelegationTokenResponse;

impl Respond for SendDelegationTokenResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "SendDelegationToken", None, request_id)
    }
}
