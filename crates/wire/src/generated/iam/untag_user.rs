// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UntagUser`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UntagUser` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagUserRequest {
    pub user_name: String,
    pub tag_keys: Vec<String>,
}

impl Call for UntagUserRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UntagUser";
    type Response = UntagUserResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
            tag_keys: reader.required("TagKeys", &c::TAG_KEY_LIST_TYPE),
        })
    }
}

/// What `UntagUser` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagUserResponse;

impl Respond for UntagUserResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UntagUser", None, request_id)
    }
}
