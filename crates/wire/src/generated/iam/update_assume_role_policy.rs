// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateAssumeRolePolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateAssumeRolePolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateAssumeRolePolicyRequest {
    pub role_name: String,
    pub policy_document: String,
}

impl Call for UpdateAssumeRolePolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateAssumeRolePolicy";
    type Response = UpdateAssumeRolePolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            policy_document: reader.required("PolicyDocument", &c::POLICY_DOCUMENT_TYPE),
        })
    }
}

/// What `UpdateAssumeRolePolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateAssumeRolePolicyResponse;

impl Respond for UpdateAssumeRolePolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateAssumeRolePolicy", None, request_id)
    }
}
