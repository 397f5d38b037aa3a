// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListRoles`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListRoles` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRolesRequest {
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListRolesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListRoles";
    type Response = ListRolesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            path_prefix: reader.optional("PathPrefix", &c::PATH_PREFIX_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListRoles` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRolesResponse {
    pub roles: Vec<super::Role>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListRolesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListRoles", Some(self), request_id)
    }
}

impl Content for ListRolesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Roles", &self.roles);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListRolesRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListRolesResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
