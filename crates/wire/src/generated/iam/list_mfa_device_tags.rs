// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListMFADeviceTags`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListMFADeviceTags` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListMFADeviceTagsRequest {
    pub serial_number: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListMFADeviceTagsRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListMFADeviceTags";
    type Response = ListMFADeviceTagsResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            serial_number: reader.required("SerialNumber", &c::SERIAL_NUMBER_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListMFADeviceTags` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListMFADeviceTagsResponse {
    pub tags: Vec<super::Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListMFADeviceTagsResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListMFADeviceTags", Some(self), request_id)
    }
}

impl Content for ListMFADeviceTagsResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListMFADeviceTagsRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListMFADeviceTagsResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
