// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AttachRolePolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `AttachRolePolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachRolePolicyRequest {
    pub role_name: String,
    pub policy_arn: String,
}

impl Call for AttachRolePolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "AttachRolePolicy";
    type Response = AttachRolePolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
        })
    }
}

/// What `AttachRolePolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachRolePolicyResponse;

impl Respond for AttachRolePolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "AttachRolePolicy", None, request_id)
    }
}
