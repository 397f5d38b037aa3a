// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetServiceLastAccessedDetailsWithEntities`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer, answer};

/// What `GetServiceLastAccessedDetailsWithEntities` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetServiceLastAccessedDetailsWithEntitiesRequest {
    pub job_id: String,
    pub service_namespace: String,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
}

impl Call for GetServiceLastAccessedDetailsWithEntitiesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetServiceLastAccessedDetailsWithEntities";
    type Response = GetServiceLastAccessedDetailsWithEntitiesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            job_id: reader.required("JobId", &c::JOB_ID_TYPE),
            service_namespace: reader.required("ServiceNamespace", &c::SERVICE_NAMESPACE_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
        })
    }
}

/// What `GetServiceLastAccessedDetailsWithEntities` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetServiceLastAccessedDetailsWithEntitiesResponse {
    pub job_status: String,
    pub job_creation_date: Timestamp,
    pub job_completion_date: Timestamp,
    pub entity_details_list: Vec<super::EntityDetails>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub error: Option<super::ErrorDetails>,
}

impl Respond for GetServiceLastAccessedDetailsWithEntitiesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetServiceLastAccessedDetailsWithEntities", Some(self), request_id)
    }
}

impl Content for GetServiceLastAccessedDetailsWithEntitiesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("JobStatus", &self.job_status);
        xml.member("JobCreationDate", &self.job_creation_date);
        xml.member("JobCompletionDate", &self.job_completion_date);
        xml.member("EntityDetailsList", &self.entity_details_list);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
        xml.optional("Error", self.error.as_ref());
    }
}

impl Paged for GetServiceLastAccessedDetailsWithEntitiesRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for GetServiceLastAccessedDetailsWithEntitiesResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
