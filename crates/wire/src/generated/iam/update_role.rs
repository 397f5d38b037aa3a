// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateRole`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `UpdateRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateRoleRequest {
    pub role_name: String,
    pub description: Option<String>,
    pub max_session_duration: Option<i32>,
}

impl Call for UpdateRoleRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateRole";
    type Response = UpdateRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            description: reader.optional("Description", &c::ROLE_DESCRIPTION_TYPE),
            max_session_duration: reader.optional("MaxSessionDuration", &c::ROLE_MAX_SESSION_DURATION_TYPE),
        })
    }
}

/// What `UpdateRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateRoleResponse;

impl Respond for UpdateRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateRole", Some(self), request_id)
    }
}

impl Content for UpdateRoleResponse {
    fn write(&self, _: &mut Writer) {}
}
