// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeletePolicyVersion`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeletePolicyVersion` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletePolicyVersionRequest {
    pub policy_arn: String,
    pub version_id: String,
}

impl Call for DeletePolicyVersionRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeletePolicyVersion";
    type Response = DeletePolicyVersionResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
            version_id: reader.required("VersionId", &c::POLICY_VERSION_ID_TYPE),
        })
    }
}

/// What `DeletePolicyVersion` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletePolicyVersionResponse;

impl Respond for DeletePolicyVersionResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeletePolicyVersion", None, request_id)
    }
}
