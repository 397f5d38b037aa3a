// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DetachGroupPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DetachGroupPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DetachGroupPolicyRequest {
    pub group_name: String,
    pub policy_arn: String,
}

impl Call for DetachGroupPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DetachGroupPolicy";
    type Response = DetachGroupPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
        })
    }
}

/// What `DetachGroupPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DetachGroupPolicyResponse;

impl Respond for DetachGroupPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DetachGroupPolicy", None, request_id)
    }
}
