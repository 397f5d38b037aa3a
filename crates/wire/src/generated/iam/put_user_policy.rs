// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `PutUserPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `PutUserPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutUserPolicyRequest {
    pub user_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Call for PutUserPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "PutUserPolicy";
    type Response = PutUserPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
            policy_document: reader.required("PolicyDocument", &c::POLICY_DOCUMENT_TYPE),
        })
    }
}

/// What `PutUserPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutUserPolicyResponse;

impl Respond for PutUserPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "PutUserPolicy", None, request_id)
    }
}
