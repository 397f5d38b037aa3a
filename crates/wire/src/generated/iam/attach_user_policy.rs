// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AttachUserPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `AttachUserPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachUserPolicyRequest {
    pub user_name: String,
    pub policy_arn: String,
}

impl Call for AttachUserPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "AttachUserPolicy";
    type Response = AttachUserPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
        })
    }
}

/// What `AttachUserPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachUserPolicyResponse;

impl Respond for AttachUserPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "AttachUserPolicy", None, request_id)
    }
}
