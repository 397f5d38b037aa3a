// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateGroup`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateGroup` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateGroupRequest {
    pub group_name: String,
    pub new_path: Option<String>,
    pub new_group_name: Option<String>,
}

impl Call for UpdateGroupRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateGroup";
    type Response = UpdateGroupResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
            new_path: reader.optional("NewPath", &c::PATH_TYPE),
            new_group_name: reader.optional("NewGroupName", &c::GROUP_NAME_TYPE),
        })
    }
}

/// What `UpdateGroup` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateGroupResponse;

impl Respond for UpdateGroupResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateGroup", None, request_id)
    }
}
