// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetRoleTemplateVersion`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetRoleTemplateVersion` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetRoleTemplateVersionRequest {
    pub template_arn: String,
    pub minor_version: Option<i32>,
}

impl Call for GetRoleTemplateVersionRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetRoleTemplateVersion";
    type Response = GetRoleTemplateVersionResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            template_arn: reader.required("TemplateArn", &c::ARN_TYPE),
            minor_version: reader.optional("MinorVersion", &Constraint::NONE),
        })
    }
}

/// What `GetRoleTemplateVersion` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetRoleTemplateVersionResponse {
    pub role_template_version: super::RoleTemplateVersion,
}

impl Respond for GetRoleTemplateVersionResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetRoleTemplateVersion", Some(self), request_id)
    }
}

impl Content for GetRoleTemplateVersionResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("RoleTemplateVersion", &self.role_template_version);
    }
}
