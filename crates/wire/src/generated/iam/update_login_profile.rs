// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateLoginProfile`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateLoginProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateLoginProfileRequest {
    pub user_name: String,
    pub password: Option<Secret>,
    pub password_reset_required: Option<bool>,
}

impl Call for UpdateLoginProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateLoginProfile";
    type Response = UpdateLoginProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            password: reader.optional("Password", &c::PASSWORD_TYPE),
            password_reset_required: reader.optional("PasswordResetRequired", &Constraint::NONE),
        })
    }
}

/// What `UpdateLoginProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateLoginProfileResponse;

impl Respond for UpdateLoginProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateLoginProfile", None, request_id)
    }
}
