// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `TagUser`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `TagUser` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagUserRequest {
    pub user_name: String,
    pub tags: Vec<super::Tag>,
}

impl Call for TagUserRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "TagUser";
    type Response = TagUserResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
            tags: reader.required("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `TagUser` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagUserResponse;

impl Respond for TagUserResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "TagUser", None, request_id)
    }
}
