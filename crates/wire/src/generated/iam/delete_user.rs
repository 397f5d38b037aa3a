// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteUser`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteUser` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteUserRequest {
    pub user_name: String,
}

impl Call for DeleteUserRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteUser";
    type Response = DeleteUserResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
        })
    }
}

/// What `DeleteUser` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteUserResponse;

impl Respond for DeleteUserResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteUser", None, request_id)
    }
}
