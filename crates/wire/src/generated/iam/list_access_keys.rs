// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListAccessKeys`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListAccessKeys` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListAccessKeysRequest {
    pub user_name: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListAccessKeysRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListAccessKeys";
    type Response = ListAccessKeysResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::EXISTING_USER_NAME_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListAccessKeys` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListAccessKeysResponse {
    pub access_key_metadata: Vec<super::AccessKeyMetadata>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListAccessKeysResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListAccessKeys", Some(self), request_id)
    }
}

impl Content for ListAccessKeysResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("AccessKeyMetadata", &self.access_key_metadata);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListAccessKeysRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListAccessKeysResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
