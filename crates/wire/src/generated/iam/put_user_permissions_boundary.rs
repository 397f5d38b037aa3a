// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `PutUserPermissionsBoundary`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `PutUserPermissionsBoundary` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutUserPermissionsBoundaryRequest {
    pub user_name: String,
    pub permissions_boundary: String,
}

impl Call for PutUserPermissionsBoundaryRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "PutUserPermissionsBoundary";
    type Response = PutUserPermissionsBoundaryResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            permissions_boundary: reader.required("PermissionsBoundary", &c::ARN_TYPE),
        })
    }
}

/// What `PutUserPermissionsBoundary` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutUserPermissionsBoundaryResponse;

impl Respond for PutUserPermissionsBoundaryResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "PutUserPermissionsBoundary", None, request_id)
    }
}
