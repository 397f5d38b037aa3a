// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetRolePolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetRolePolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetRolePolicyRequest {
    pub role_name: String,
    pub policy_name: String,
}

impl Call for GetRolePolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetRolePolicy";
    type Response = GetRolePolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            policy_name: reader.required("PolicyName", &c::POLICY_NAME_TYPE),
        })
    }
}

/// What `GetRolePolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetRolePolicyResponse {
    pub role_name: String,
    pub policy_name: String,
    pub policy_document: String,
}

impl Respond for GetRolePolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetRolePolicy", Some(self), request_id)
    }
}

impl Content for GetRolePolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("RoleName", &self.role_name);
        xml.member("PolicyName", &self.policy_name);
        xml.document("PolicyDocument", Some(&self.policy_document));
    }
}
