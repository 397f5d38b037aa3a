// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GenerateOrganizationsAccessReport`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GenerateOrganizationsAccessReport` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenerateOrganizationsAccessReportRequest {
    pub entity_path: String,
    pub organizations_policy_id: Option<String>,
}

impl Call for GenerateOrganizationsAccessReportRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GenerateOrganizationsAccessReport";
    type Response = GenerateOrganizationsAccessReportResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            entity_path: reader.required("EntityPath", &c::ORGANIZATIONS_ENTITY_PATH_TYPE),
            organizations_policy_id: reader
                .optional("OrganizationsPolicyId", &c::ORGANIZATIONS_POLICY_ID_TYPE),
        })
    }
}

/// What `GenerateOrganizationsAccessReport` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenerateOrganizationsAccessReportResponse {
    pub job_id: Option<String>,
}

impl Respond for GenerateOrganizationsAccessReportResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GenerateOrganizationsAccessReport", Some(self), request_id)
    }
}

impl Content for GenerateOrganizationsAccessReportResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("JobId", self.job_id.as_ref());
    }
}
