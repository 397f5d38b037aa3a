// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `PutRolePolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `PutRolePolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutRolePolicyRequest {
    pub role_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Call for PutRolePolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "PutRolePolicy";
    type Response = PutRolePolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
            policy_document: reader.required("PolicyDocument", &c::POLICY_DOCUMENT_TYPE),
        })
    }
}

/// What `PutRolePolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutRolePolicyResponse;

impl Respond for PutRolePolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "PutRolePolicy", None, request_id)
    }
}
