// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListInstanceProfileTags`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListInstanceProfileTags` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListInstanceProfileTagsRequest {
    pub instance_profile_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListInstanceProfileTagsRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListInstanceProfileTags";
    type Response = ListInstanceProfileTagsResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            instance_profile_name: reader.required("InstanceProfileName", &c::INSTANCE_PROFILE_NAME_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListInstanceProfileTags` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListInstanceProfileTagsResponse {
    pub tags: Vec<super::Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListInstanceProfileTagsResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListInstanceProfileTags", Some(self), request_id)
    }
}

impl Content for ListInstanceProfileTagsResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListInstanceProfileTagsRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListInstanceProfileTagsResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
