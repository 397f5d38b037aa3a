// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListVirtualMFADevices`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListVirtualMFADevices` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListVirtualMFADevicesRequest {
    pub assignment_status: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListVirtualMFADevicesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListVirtualMFADevices";
    type Response = ListVirtualMFADevicesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            assignment_status: reader.optional("AssignmentStatus", &c::ASSIGNMENT_STATUS_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListVirtualMFADevices` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListVirtualMFADevicesResponse {
    pub virtual_mfa_devices: Vec<super::VirtualMFADevice>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListVirtualMFADevicesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListVirtualMFADevices", Some(self), request_id)
    }
}

impl Content for ListVirtualMFADevicesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("VirtualMFADevices", &self.virtual_mfa_devices);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListVirtualMFADevicesRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListVirtualMFADevicesResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
