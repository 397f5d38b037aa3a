// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AcquireRole`: its request and its response.

use std::collections::BTreeMap;

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `AcquireRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcquireRoleRequest {
    pub template_arn: String,
    pub template_minor_version: Option<i32>,
    pub replacement_values: Option<BTreeMap<String, super::ReplacementValueEntry>>,
}

impl Call for AcquireRoleRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "AcquireRole";
    type Response = AcquireRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            template_arn: reader.required("TemplateArn", &c::ARN_TYPE),
            template_minor_version: reader.optional("TemplateMinorVersion", &Constraint::NONE),
            replacement_values: reader.optional("ReplacementValues", &c::MAP_STRING_REPLACEMENT_VALUE_ENTRY),
        })
    }
}

/// What `AcquireRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcquireRoleResponse {
    pub role: super::Role,
}

impl Respond for AcquireRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "AcquireRole", Some(self), request_id)
    }
}

impl Content for AcquireRoleResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Role", &self.role);
    }
}
