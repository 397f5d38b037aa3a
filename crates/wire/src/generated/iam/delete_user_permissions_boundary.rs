// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteUserPermissionsBoundary`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteUserPermissionsBoundary` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteUserPermissionsBoundaryRequest {
    pub user_name: String,
}

impl Call for DeleteUserPermissionsBoundaryRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteUserPermissionsBoundary";
    type Response = DeleteUserPermissionsBoundaryResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
        })
    }
}

/// What `DeleteUserPermissionsBoundary` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteUserPermissionsBoundaryResponse;

impl Respond for DeleteUserPermissionsBoundaryResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteUserPermissionsBoundary", None, request_id)
    }
}
