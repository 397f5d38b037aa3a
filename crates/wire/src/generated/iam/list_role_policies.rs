// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListRolePolicies`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListRolePolicies` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRolePoliciesRequest {
    pub role_name: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListRolePoliciesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListRolePolicies";
    type Response = ListRolePoliciesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListRolePolicies` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRolePoliciesResponse {
    pub policy_names: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListRolePoliciesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListRolePolicies", Some(self), request_id)
    }
}

impl Content for ListRolePoliciesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("PolicyNames", &self.policy_names);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListRolePoliciesRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListRolePoliciesResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
