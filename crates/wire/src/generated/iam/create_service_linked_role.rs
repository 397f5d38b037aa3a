// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateServiceLinkedRole`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateServiceLinkedRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateServiceLinkedRoleRequest {
    pub aws_service_name: String,
    pub description: Option<String>,
    pub custom_suffix: Option<String>,
}

impl Call for CreateServiceLinkedRoleRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateServiceLinkedRole";
    type Response = CreateServiceLinkedRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            aws_service_name: reader.required("AWSServiceName", &c::GROUP_NAME_TYPE),
            description: reader.optional("Description", &c::ROLE_DESCRIPTION_TYPE),
            custom_suffix: reader.optional("CustomSuffix", &c::CUSTOM_SUFFIX_TYPE),
        })
    }
}

/// What `CreateServiceLinkedRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateServiceLinkedRoleResponse {
    pub role: Option<super::Role>,
}

impl Respond for CreateServiceLinkedRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateServiceLinkedRole", Some(self), request_id)
    }
}

impl Content for CreateServiceLinkedRoleResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Role", self.role.as_ref());
    }
}
