// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetGroup`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetGroup` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetGroupRequest {
    pub group_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for GetGroupRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetGroup";
    type Response = GetGroupResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            group_name: reader.required("GroupName", &c::GROUP_NAME_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `GetGroup` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetGroupResponse {
    pub group: super::Group,
    pub users: Vec<super::User>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for GetGroupResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetGroup", Some(self), request_id)
    }
}

impl Content for GetGroupResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Group", &self.group);
        xml.member("Users", &self.users);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for GetGroupRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for GetGroupResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
