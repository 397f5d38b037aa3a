// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteRole`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteRoleRequest {
    pub role_name: String,
}

impl Call for DeleteRoleRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteRole";
    type Response = DeleteRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
        })
    }
}

/// What `DeleteRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteRoleResponse;

impl Respond for DeleteRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteRole", None, request_id)
    }
}
