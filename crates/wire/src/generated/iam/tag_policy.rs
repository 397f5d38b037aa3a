// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `TagPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `TagPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagPolicyRequest {
    pub policy_arn: String,
    pub tags: Vec<super::Tag>,
}

impl Call for TagPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "TagPolicy";
    type Response = TagPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
            tags: reader.required("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `TagPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagPolicyResponse;

impl Respond for TagPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "TagPolicy", None, request_id)
    }
}
