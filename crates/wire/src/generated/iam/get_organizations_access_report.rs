// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetOrganizationsAccessReport`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer, answer};

/// What `GetOrganizationsAccessReport` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetOrganizationsAccessReportRequest {
    pub job_id: String,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
    pub sort_key: Option<String>,
}

impl Call for GetOrganizationsAccessReportRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetOrganizationsAccessReport";
    type Response = GetOrganizationsAccessReportResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            job_id: reader.required("JobId", &c::JOB_ID_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            sort_key: reader.optional("SortKey", &c::SORT_KEY_TYPE),
        })
    }
}

/// What `GetOrganizationsAccessReport` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetOrganizationsAccessReportResponse {
    pub job_status: String,
    pub job_creation_date: Timestamp,
    pub job_completion_date: Option<Timestamp>,
    pub number_of_services_accessible: Option<i32>,
    pub number_of_services_not_accessed: Option<i32>,
    pub access_details: Option<Vec<super::AccessDetail>>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub error_details: Option<super::ErrorDetails>,
}

impl Respond for GetOrganizationsAccessReportResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetOrganizationsAccessReport", Some(self), request_id)
    }
}

impl Content for GetOrganizationsAccessReportResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("JobStatus", &self.job_status);
        xml.member("JobCreationDate", &self.job_creation_date);
        xml.optional("JobCompletionDate", self.job_completion_date.as_ref());
        xml.optional("NumberOfServicesAccessible", self.number_of_services_accessible.as_ref());
        xml.optional("NumberOfServicesNotAccessed", self.number_of_services_not_accessed.as_ref());
        xml.optional("AccessDetails", self.access_details.as_ref());
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
        xml.optional("ErrorDetails", self.error_details.as_ref());
    }
}

impl Paged for GetOrganizationsAccessReportRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for GetOrganizationsAccessReportResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
