// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetPolicyVersion`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetPolicyVersion` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetPolicyVersionRequest {
    pub policy_arn: String,
    pub version_id: String,
}

impl Call for GetPolicyVersionRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetPolicyVersion";
    type Response = GetPolicyVersionResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
            version_id: reader.required("VersionId", &c::POLICY_VERSION_ID_TYPE),
        })
    }
}

/// What `GetPolicyVersion` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetPolicyVersionResponse {
    pub policy_version: Option<super::PolicyVersion>,
}

impl Respond for GetPolicyVersionResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetPolicyVersion", Some(self), request_id)
    }
}

impl Content for GetPolicyVersionResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("PolicyVersion", self.policy_version.as_ref());
    }
}
