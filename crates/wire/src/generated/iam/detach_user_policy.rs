// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DetachUserPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DetachUserPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DetachUserPolicyRequest {
    pub user_name: String,
    pub policy_arn: String,
}

impl Call for DetachUserPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DetachUserPolicy";
    type Response = DetachUserPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
        })
    }
}

/// What `DetachUserPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DetachUserPolicyResponse;

impl Respond for DetachUserPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DetachUserPolicy", None, request_id)
    }
}
