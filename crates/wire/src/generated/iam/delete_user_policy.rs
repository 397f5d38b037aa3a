// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteUserPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteUserPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteUserPolicyRequest {
    pub user_name: String,
    pub policy_name: String,
}

impl Call for DeleteUserPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteUserPolicy";
    type Response = DeleteUserPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
        })
    }
}

/// What `DeleteUserPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteUserPolicyResponse;

impl Respond for DeleteUserPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteUserPolicy", None, request_id)
    }
}
