// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `PutRolePermissionsBoundary`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `PutRolePermissionsBoundary` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutRolePermissionsBoundaryRequest {
    pub role_name: String,
    pub permissions_boundary: String,
}

impl Call for PutRolePermissionsBoundaryRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "PutRolePermissionsBoundary";
    type Response = PutRolePermissionsBoundaryResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            permissions_boundary: reader.required("PermissionsBoundary", &c::ARN_TYPE),
        })
    }
}

/// What `PutRolePermissionsBoundary` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutRolePermissionsBoundaryResponse;

impl Respond for PutRolePermissionsBoundaryResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "PutRolePermissionsBoundary", None, request_id)
    }
}
