// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListPolicies`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListPolicies` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListPoliciesRequest {
    pub scope: Option<String>,
    pub only_attached: Option<bool>,
    pub path_prefix: Option<String>,
    pub policy_usage_filter: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListPoliciesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListPolicies";
    type Response = ListPoliciesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            scope: reader.optional("Scope", &c::POLICY_SCOPE_TYPE),
            only_attached: reader.optional("OnlyAttached", &Constraint::NONE),
            path_prefix: reader.optional("PathPrefix", &c::POLICY_PATH_TYPE),
            policy_usage_filter: reader.optional("PolicyUsageFilter", &c::POLICY_USAGE_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListPolicies` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListPoliciesResponse {
    pub policies: Option<Vec<super::Policy>>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListPoliciesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListPolicies", Some(self), request_id)
    }
}

impl Content for ListPoliciesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Policies", self.policies.as_ref());
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListPoliciesRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListPoliciesResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
