// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `RemoveUserFromGroup`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `RemoveUserFromGroup` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemoveUserFromGroupRequest {
    pub group_name: String,
    pub user_name: String,
}

impl Call for RemoveUserFromGroupRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "RemoveUserFromGroup";
    type Response = RemoveUserFromGroupResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
        })
    }
}

/// What `RemoveUserFromGroup` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemoveUserFromGroupResponse;

impl Respond for RemoveUserFromGroupResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "RemoveUserFromGroup", None, request_id)
    }
}
