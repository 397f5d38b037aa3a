// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListOrganizationsFeatures`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListOrganizationsFeatures` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListOrganizationsFeaturesRequest;

impl Call for ListOrganizationsFeaturesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListOrganizationsFeatures";
    type Response = ListOrganizationsFeaturesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `ListOrganizationsFeatures` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListOrganizationsFeaturesResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Option<Vec<String>>,
}

impl Respond for ListOrganizationsFeaturesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListOrganizationsFeatures", Some(self), request_id)
    }
}

impl Content for ListOrganizationsFeaturesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("OrganizationId", self.organization_id.as_ref());
        xml.optional("EnabledFeatures", self.enabled_features.as_ref());
    }
}
