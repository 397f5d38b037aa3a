// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UntagRole`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UntagRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagRoleRequest {
    pub role_name: String,
    pub tag_keys: Vec<String>,
}

impl Call for UntagRoleRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UntagRole";
    type Response = UntagRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            tag_keys: reader.required("TagKeys", &c::TAG_KEY_LIST_TYPE),
        })
    }
}

/// What `UntagRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagRoleResponse;

impl Respond for UntagRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UntagRole", None, request_id)
    }
}
