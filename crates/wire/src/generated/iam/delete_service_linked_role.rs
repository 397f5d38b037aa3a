// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteServiceLinkedRole`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `DeleteServiceLinkedRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteServiceLinkedRoleRequest {
    pub role_name: String,
}

impl Call for DeleteServiceLinkedRoleRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteServiceLinkedRole";
    type Response = DeleteServiceLinkedRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
        })
    }
}

/// What `DeleteServiceLinkedRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteServiceLinkedRoleResponse {
    pub deletion_task_id: String,
}

impl Respond for DeleteServiceLinkedRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteServiceLinkedRole", Some(self), request_id)
    }
}

impl Content for DeleteServiceLinkedRoleResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("DeletionTaskId", &self.deletion_task_id);
    }
}
