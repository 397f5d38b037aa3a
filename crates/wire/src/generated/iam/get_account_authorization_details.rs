// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetAccountAuthorizationDetails`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetAccountAuthorizationDetails` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccountAuthorizationDetailsRequest {
    pub filter: Option<Vec<String>>,
    pub max_items: Option<i32>,
    pub marker: Option<String>,
}

impl Call for GetAccountAuthorizationDetailsRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetAccountAuthorizationDetails";
    type Response = GetAccountAuthorizationDetailsResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            filter: reader.optional("Filter", &c::ENTITY_LIST_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
        })
    }
}

/// What `GetAccountAuthorizationDetails` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccountAuthorizationDetailsResponse {
    pub user_detail_list: Option<Vec<super::UserDetail>>,
    pub group_detail_list: Option<Vec<super::GroupDetail>>,
    pub role_detail_list: Option<Vec<super::RoleDetail>>,
    pub policies: Option<Vec<super::ManagedPolicyDetail>>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for GetAccountAuthorizationDetailsResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetAccountAuthorizationDetails", Some(self), request_id)
    }
}

impl Content for GetAccountAuthorizationDetailsResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("UserDetailList", self.user_detail_list.as_ref());
        xml.optional("GroupDetailList", self.group_detail_list.as_ref());
        xml.optional("RoleDetailList", self.role_detail_list.as_ref());
        xml.optional("Policies", self.policies.as_ref());
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for GetAccountAuthorizationDetailsRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for GetAccountAuthorizationDetailsResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
