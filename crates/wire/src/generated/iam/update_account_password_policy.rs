// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateAccountPasswordPolicy`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateAccountPasswordPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateAccountPasswordPolicyRequest {
    pub minimum_password_length: Option<i32>,
    pub require_symbols: Option<bool>,
    pub require_numbers: Option<bool>,
    pub require_uppercase_characters: Option<bool>,
    pub require_lowercase_characters: Option<bool>,
    pub allow_users_to_change_password: Option<bool>,
    pub max_password_age: Option<i32>,
    pub password_reuse_prevention: Option<i32>,
    pub hard_expiry: Option<bool>,
}

impl Call for UpdateAccountPasswordPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateAccountPasswordPolicy";
    type Response = UpdateAccountPasswordPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            minimum_password_length: reader
                .optional("MinimumPasswordLength", &c::MINIMUM_PASSWORD_LENGTH_TYPE),
            require_symbols: reader.optional("RequireSymbols", &Constraint::NONE),
            require_numbers: reader.optional("RequireNumbers", &Constraint::NONE),
            require_uppercase_characters: reader.optional("RequireUppercaseCharacters", &Constraint::NONE),
            require_lowercase_characters: reader.optional("RequireLowercaseCharacters", &Constraint::NONE),
            allow_users_to_change_password: reader.optional("AllowUsersToChangePassword", &Constraint::NONE),
            max_password_age: reader.optional("MaxPasswordAge", &c::MAX_PASSWORD_AGE_TYPE),
            password_reuse_prevention: reader
                .optional("PasswordReusePrevention", &c::PASSWORD_REUSE_PREVENTION_TYPE),
            hard_expiry: reader.optional("HardExpiry", &Constraint::NONE),
        })
    }
}

/// What `UpdateAccountPasswordPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateAccountPasswordPolicyResponse;

impl Respond for UpdateAccountPasswordPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateAccountPasswordPolicy", None, request_id)
    }
}
