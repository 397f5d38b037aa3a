// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteRolePermissionsBoundary`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteRolePermissionsBoundary` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteRolePermissionsBoundaryRequest {
    pub role_name: String,
}

impl Call for DeleteRolePermissionsBoundaryRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteRolePermissionsBoundary";
    type Response = DeleteRolePermissionsBoundaryResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
        })
    }
}

/// What `DeleteRolePermissionsBoundary` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteRolePermissionsBoundaryResponse;

impl Respond for DeleteRolePermissionsBoundaryResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteRolePermissionsBoundary", None, request_id)
    }
}
