// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `EnableOrganizationsRootCredentialsManagement`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `EnableOrganizationsRootCredentialsManagement` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnableOrganizationsRootCredentialsManagementRequest;

impl Call for EnableOrganizationsRootCredentialsManagementRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "EnableOrganizationsRootCredentialsManagement";
    type Response = EnableOrganizationsRootCredentialsManagementResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `EnableOrganizationsRootCredentialsManagement` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnableOrganizationsRootCredentialsManagementResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Option<Vec<String>>,
}

impl Respond for EnableOrganizationsRootCredentialsManagementResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "EnableOrganizationsRootCredentialsManagement", Some(self), request_id)
    }
}

impl Content for EnableOrganizationsRootCredentialsManagementResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("OrganizationId", self.organization_id.as_ref());
        xml.optional("EnabledFeatures", self.enabled_features.as_ref());
    }
}
