// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListGroupsForUser`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListGroupsForUser` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListGroupsForUserRequest {
    pub user_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListGroupsForUserRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListGroupsForUser";
    type Response = ListGroupsForUserResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListGroupsForUser` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListGroupsForUserResponse {
    pub groups: Vec<super::Group>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListGroupsForUserResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListGroupsForUser", Some(self), request_id)
    }
}

impl Content for ListGroupsForUserResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Groups", &self.groups);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListGroupsForUserRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListGroupsForUserResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
