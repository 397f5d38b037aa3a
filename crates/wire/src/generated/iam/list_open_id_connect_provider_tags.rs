// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListOpenIDConnectProviderTags`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListOpenIDConnectProviderTags` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListOpenIDConnectProviderTagsRequest {
    pub open_id_connect_provider_arn: String,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListOpenIDConnectProviderTagsRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListOpenIDConnectProviderTags";
    type Response = ListOpenIDConnectProviderTagsResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            open_id_connect_provider_arn: reader.required("OpenIDConnectProviderArn", &c::ARN_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListOpenIDConnectProviderTags` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListOpenIDConnectProviderTagsResponse {
    pub tags: Vec<super::Tag>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListOpenIDConnectProviderTagsResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListOpenIDConnectProviderTags", Some(self), request_id)
    }
}

impl Content for ListOpenIDConnectProviderTagsResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("Tags", &self.tags);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListOpenIDConnectProviderTagsRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListOpenIDConnectProviderTagsResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
