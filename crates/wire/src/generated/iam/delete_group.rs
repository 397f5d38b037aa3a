// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteGroup`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteGroup` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteGroupRequest {
    pub group_name: String,
}

impl Call for DeleteGroupRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteGroup";
    type Response = DeleteGroupResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
        })
    }
}

/// What `DeleteGroup` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteGroupResponse;

impl Respond for DeleteGroupResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteGroup", None, request_id)
    }
}
