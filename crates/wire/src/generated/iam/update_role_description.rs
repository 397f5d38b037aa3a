// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateRoleDescription`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `UpdateRoleDescription` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateRoleDescriptionRequest {
    pub role_name: String,
    pub description: String,
}

impl Call for UpdateRoleDescriptionRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateRoleDescription";
    type Response = UpdateRoleDescriptionResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            description: reader.required("Description", &c::ROLE_DESCRIPTION_TYPE),
        })
    }
}

/// What `UpdateRoleDescription` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateRoleDescriptionResponse {
    pub role: Option<super::Role>,
}

impl Respond for UpdateRoleDescriptionResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateRoleDescription", Some(self), request_id)
    }
}

impl Content for UpdateRoleDescriptionResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Role", self.role.as_ref());
    }
}
