// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateGroup`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateGroup` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateGroupRequest {
    pub path: Option<String>,
    pub group_name: String,
}

impl Call for CreateGroupRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateGroup";
    type Response = CreateGroupResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            path: reader.optional("Path", &c::PATH_TYPE),
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
        })
    }
}

/// What `CreateGroup` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateGroupResponse {
    pub group: super::Group,
}

impl Respond for CreateGroupResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateGroup", Some(self), request_id)
    }
}

impl Content for CreateGroupResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Group", &self.group);
    }
}
