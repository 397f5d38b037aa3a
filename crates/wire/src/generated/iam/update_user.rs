// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateUser`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateUser` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateUserRequest {
    pub user_name: String,
    pub new_path: Option<String>,
    pub new_user_name: Option<String>,
}

impl Call for UpdateUserRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateUser";
    type Response = UpdateUserResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
            new_path: reader.optional("NewPath", &c::PATH_TYPE),
            new_user_name: reader.optional("NewUserName", &c::USER_NAME_TYPE),
        })
    }
}

/// What `UpdateUser` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateUserResponse;

impl Respond for UpdateUserResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateUser", None, request_id)
    }
}
