// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `EnableOrganizationsRootSessions`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `EnableOrganizationsRootSessions` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnableOrganizationsRootSessionsRequest;

impl Call for EnableOrganizationsRootSessionsRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "EnableOrganizationsRootSessions";
    type Response = EnableOrganizationsRootSessionsResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `EnableOrganizationsRootSessions` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnableOrganizationsRootSessionsResponse {
    pub organization_id: Option<String>,
    pub enabled_features: Option<Vec<String>>,
}

impl Respond for EnableOrganizationsRootSessionsResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "EnableOrganizationsRootSessions", Some(self), request_id)
    }
}

impl Content for EnableOrganizationsRootSessionsResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("OrganizationId", self.organization_id.as_ref());
        xml.optional("EnabledFeatures", self.enabled_features.as_ref());
    }
}
