// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreatePolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreatePolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreatePolicyRequest {
    pub policy_name: String,
    pub path: Option<String>,
    pub policy_document: String,
    pub description: Option<String>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Call for CreatePolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreatePolicy";
    type Response = CreatePolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
            path: reader.optional("Path", &c::POLICY_PATH_TYPE),
            policy_document: reader.required("PolicyDocument", &c::POLICY_DOCUMENT_TYPE),
            description: reader.optional("Description", &c::POLICY_DESCRIPTION_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `CreatePolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreatePolicyResponse {
    pub policy: Option<super::Policy>,
}

impl Respond for CreatePolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreatePolicy", Some(self), request_id)
    }
}

impl Content for CreatePolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Policy", self.policy.as_ref());
    }
}
