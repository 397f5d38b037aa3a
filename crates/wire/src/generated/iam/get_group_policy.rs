// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetGroupPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetGroupPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetGroupPolicyRequest {
    pub group_name: String,
    pub policy_name: String,
}

impl Call for GetGroupPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetGroupPolicy";
    type Response = GetGroupPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
        })
    }
}

/// What `GetGroupPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetGroupPolicyResponse {
    pub group_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Respond for GetGroupPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetGroupPolicy", Some(self), request_id)
    }
}

impl Content for GetGroupPolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("GroupName", &self.group_name);
        xml.member("PolicyName", &self.policy_name);
        xml.document("PolicyDocument", Some(&self.policy_document));
    }
}
