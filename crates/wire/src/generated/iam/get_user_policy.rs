// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetUserPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetUserPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetUserPolicyRequest {
    pub user_name: String,
    pub policy_name: String,
}

impl Call for GetUserPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetUserPolicy";
    type Response = GetUserPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
        })
    }
}

/// What `GetUserPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetUserPolicyResponse {
    pub user_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Respond for GetUserPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetUserPolicy", Some(self), request_id)
    }
}

impl Content for GetUserPolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("UserName", &self.user_name);
        xml.member("PolicyName", &self.policy_name);
        xml.document("PolicyDocument", Some(&self.policy_document));
    }
}
