// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateLoginProfile`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateLoginProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateLoginProfileRequest {
    pub user_name: Option<String>,
    pub password: Option<Secret>,
    pub password_reset_required: Option<bool>,
}

impl Call for CreateLoginProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateLoginProfile";
    type Response = CreateLoginProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::USER_NAME_TYPE),
            password: reader.optional("Password", &c::PASSWORD_TYPE),
            password_reset_required: reader.optional("PasswordResetRequired", &Constraint::NONE),
        })
    }
}

/// What `CreateLoginProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateLoginProfileResponse {
    pub login_profile: super::LoginProfile,
}

impl Respond for CreateLoginProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateLoginProfile", Some(self), request_id)
    }
}

impl Content for CreateLoginProfileResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("LoginProfile", &self.login_profile);
    }
}
