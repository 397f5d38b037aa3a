// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ChangePassword`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::xml::answer;

/// What `ChangePassword` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangePasswordRequest {
    pub old_password: Secret,
    pub new_password: Secret,
}

impl Call for ChangePasswordRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ChangePassword";
    type Response = ChangePasswordResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            old_password: reader.required("OldPassword", &c::PASSWORD_TYPE),
            new_password: reader.required("NewPassword", &c::PASSWORD_TYPE),
        })
    }
}

/// What `ChangePassword` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangePasswordResponse;

impl Respond for ChangePasswordResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ChangePassword", None, request_id)
    }
}
