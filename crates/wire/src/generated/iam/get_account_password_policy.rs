// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetAccountPasswordPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetAccountPasswordPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccountPasswordPolicyRequest;

impl Call for GetAccountPasswordPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetAccountPasswordPolicy";
    type Response = GetAccountPasswordPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `GetAccountPasswordPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccountPasswordPolicyResponse {
    pub password_policy: super::PasswordPolicy,
}

impl Respond for GetAccountPasswordPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetAccountPasswordPolicy", Some(self), request_id)
    }
}

impl Content for GetAccountPasswordPolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("PasswordPolicy", &self.password_policy);
    }
}
