// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateRole`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateRoleRequest {
    pub path: Option<String>,
    pub role_name: String,
    pub assume_role_policy_document: String,
    pub description: Option<String>,
    pub max_session_duration: Option<i32>,
    pub permissions_boundary: Option<String>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Call for CreateRoleRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateRole";
    type Response = CreateRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            path: reader.optional("Path", &c::PATH_TYPE),
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            assume_role_policy_document: reader
                .required("AssumeRolePolicyDocument", &c::POLICY_DOCUMENT_TYPE),
            description: reader.optional("Description", &c::ROLE_DESCRIPTION_TYPE),
            max_session_duration: reader.optional("MaxSessionDuration", &c::ROLE_MAX_SESSION_DURATION_TYPE),
            permissions_boundary: reader.optional("PermissionsBoundary", &c::ARN_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `CreateRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateRoleResponse {
    pub role: super::Role,
}

impl Respond for CreateRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateRole", Some(self), request_id)
    }
}

impl Content for CreateRoleResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Role", &self.role);
    }
}
