// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateUser`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateUser` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateUserRequest {
    pub path: Option<String>,
    pub user_name: String,
    pub permissions_boundary: Option<String>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Call for CreateUserRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateUser";
    type Response = CreateUserResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            path: reader.optional("Path", &c::PATH_TYPE),
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            permissions_boundary: reader.optional("PermissionsBoundary", &c::ARN_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `CreateUser` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateUserResponse {
    pub user: Option<super::User>,
}

impl Respond for CreateUserResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateUser", Some(self), request_id)
    }
}

impl Content for CreateUserResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("User", self.user.as_ref());
    }
}
