// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UntagPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UntagPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagPolicyRequest {
    pub policy_arn: String,
    pub tag_keys: Vec<String>,
}

impl Call for UntagPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UntagPolicy";
    type Response = UntagPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
            tag_keys: reader.required("TagKeys", &c::TAG_KEY_LIST_TYPE),
        })
    }
}

/// What `UntagPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagPolicyResponse;

impl Respond for UntagPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UntagPolicy", None, request_id)
    }
}
