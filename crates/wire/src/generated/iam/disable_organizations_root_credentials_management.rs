// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DisableOrganizationsRootCredentialsManagement`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `DisableOrganizationsRootCredentialsManagement` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DisableOrganizationsRootCredentialsManagementRequest;

impl Call for DisableOrganizationsRootCredentialsManagementRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DisableOrganizationsRootCredentialsManagement";
    type Response = DisableOrganizationsRootCredentialsManagementResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `DisableOrganizationsRootCredentialsManagement` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DisableOrganizationsRootCredentialsManagementResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Option<Vec<String>>,
}

impl Respond for DisableOrganizationsRootCredentialsManagementResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DisableOrganizationsRootCredentialsManagement", Some(self), request_id)
    }
}

impl Content for DisableOrganizationsRootCredentialsManagementResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("OrganizationId", self.organization_id.as_ref());
        xml.optional("EnabledFeatures", self.enabled_features.as_ref());
    }
}
