// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteRolePolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteRolePolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteRolePolicyRequest {
    pub role_name: String,
    pub policy_name: String,
}

impl Call for DeleteRolePolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteRolePolicy";
    type Response = DeleteRolePolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
        })
    }
}

/// What `DeleteRolePolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteRolePolicyResponse;

impl Respond for DeleteRolePolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteRolePolicy", None, request_id)
    }
}
