// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListEntitiesForPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListEntitiesForPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListEntitiesForPolicyRequest {
    pub policy_arn: String,
    pub entity_filter: Option<String>,
    pub path_prefix: Option<String>,
    pub policy_usage_filter: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListEntitiesForPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListEntitiesForPolicy";
    type Response = ListEntitiesForPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
            entity_filter: reader.optional("EntityFilter", &c::ENTITY_TYPE),
            path_prefix: reader.optional("PathPrefix", &c::PATH_TYPE),
            policy_usage_filter: reader.optional("PolicyUsageFilter", &c::POLICY_USAGE_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListEntitiesForPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListEntitiesForPolicyResponse {
    pub policy_groups: Option<Vec<super::PolicyGroup>>,
    pub policy_users: Option<Vec<super::PolicyUser>>,
    pub policy_roles: Option<Vec<super::PolicyRole>>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListEntitiesForPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListEntitiesForPolicy", Some(self), request_id)
    }
}

impl Content for ListEntitiesForPolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("PolicyGroups", self.policy_groups.as_ref());
        xml.optional("PolicyUsers", self.policy_users.as_ref());
        xml.optional("PolicyRoles", self.policy_roles.as_ref());
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListEntitiesForPolicyRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListEntitiesForPolicyResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
