// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DetachRolePolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DetachRolePolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DetachRolePolicyRequest {
    pub role_name: String,
    pub policy_arn: String,
}

impl Call for DetachRolePolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DetachRolePolicy";
    type Response = DetachRolePolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
        })
    }
}

/// What `DetachRolePolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DetachRolePolicyResponse;

impl Respond for DetachRolePolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DetachRolePolicy", None, request_id)
    }
}
