// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeletePolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeletePolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletePolicyRequest {
    pub policy_arn: String,
}

impl Call for DeletePolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeletePolicy";
    type Response = DeletePolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
        })
    }
}

/// What `DeletePolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletePolicyResponse;

impl Respond for DeletePolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeletePolicy", None, request_id)
    }
}
