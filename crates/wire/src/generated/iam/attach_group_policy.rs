// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AttachGroupPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `AttachGroupPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachGroupPolicyRequest {
    pub group_name: String,
    pub policy_arn: String,
}

impl Call for AttachGroupPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "AttachGroupPolicy";
    type Response = AttachGroupPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
        })
    }
}

/// What `AttachGroupPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachGroupPolicyResponse;

impl Respond for AttachGroupPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "AttachGroupPolicy", None, request_id)
    }
}
