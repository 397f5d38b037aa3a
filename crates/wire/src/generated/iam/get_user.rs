// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetUser`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetUser` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetUserRequest {
    pub user_name: Option<String>,
}

impl Call for GetUserRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetUser";
    type Response = GetUserResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::EXISTING_USER_NAME_TYPE),
        })
    }
}

/// What `GetUser` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetUserResponse {
    pub user: super::User,
}

impl Respond for GetUserResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetUser", Some(self), request_id)
    }
}

impl Content for GetUserResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("User", &self.user);
    }
}
