// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `PutGroupPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `PutGroupPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutGroupPolicyRequest {
    pub group_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Call for PutGroupPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "PutGroupPolicy";
    type Response = PutGroupPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
            policy_document: reader.required("PolicyDocument", &c::POLICY_DOCUMENT_TYPE),
        })
    }
}

/// What `PutGroupPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutGroupPolicyResponse;

impl Respond for PutGroupPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "PutGroupPolicy", None, request_id)
    }
}
