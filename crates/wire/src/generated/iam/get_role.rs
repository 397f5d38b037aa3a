// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetRole`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetRoleRequest {
    pub role_name: String,
}

impl Call for GetRoleRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetRole";
    type Response = GetRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
        })
    }
}

/// What `GetRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetRoleResponse {
    pub role: super::Role,
}

impl Respond for GetRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetRole", Some(self), request_id)
    }
}

impl Content for GetRoleResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Role", &self.role);
    }
}
