// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreatePolicyVersion`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreatePolicyVersion` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreatePolicyVersionRequest {
    pub policy_arn: String,
    pub policy_document: String,
    pub set_as_default: Option<bool>,
}

impl Call for CreatePolicyVersionRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreatePolicyVersion";
    type Response = CreatePolicyVersionResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
            policy_document: reader.required("PolicyDocument", &c::POLICY_DOCUMENT_TYPE),
            set_as_default: reader.optional("SetAsDefault", &Constraint::NONE),
        })
    }
}

/// What `CreatePolicyVersion` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreatePolicyVersionResponse {
    pub policy_version: Option<super::PolicyVersion>,
}

impl Respond for CreatePolicyVersionResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreatePolicyVersion", Some(self), request_id)
    }
}

impl Content for CreatePolicyVersionResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("PolicyVersion", self.policy_version.as_ref());
    }
}
