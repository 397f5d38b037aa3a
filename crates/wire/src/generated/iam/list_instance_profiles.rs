// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListInstanceProfiles`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListInstanceProfiles` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListInstanceProfilesRequest {
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListInstanceProfilesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListInstanceProfiles";
    type Response = ListInstanceProfilesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            path_prefix: reader.optional("PathPrefix", &c::PATH_PREFIX_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListInstanceProfiles` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListInstanceProfilesResponse {
    pub instance_profiles: Vec<super::InstanceProfile>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListInstanceProfilesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListInstanceProfiles", Some(self), request_id)
    }
}

impl Content for ListInstanceProfilesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("InstanceProfiles", &self.instance_profiles);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListInstanceProfilesRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListInstanceProfilesResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
