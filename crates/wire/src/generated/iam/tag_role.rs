// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `TagRole`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `TagRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagRoleRequest {
    pub role_name: String,
    pub tags: Vec<super::Tag>,
}

impl Call for TagRoleRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "TagRole";
    type Response = TagRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            tags: reader.required("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `TagRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagRoleResponse;

impl Respond for TagRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "TagRole", None, request_id)
    }
}
