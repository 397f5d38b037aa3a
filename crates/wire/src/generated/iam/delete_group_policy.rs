// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteGroupPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteGroupPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteGroupPolicyRequest {
    pub group_name: String,
    pub policy_name: String,
}

impl Call for DeleteGroupPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteGroupPolicy";
    type Response = DeleteGroupPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
        })
    }
}

/// What `DeleteGroupPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteGroupPolicyResponse;

impl Respond for DeleteGroupPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteGroupPolicy", None, request_id)
    }
}
