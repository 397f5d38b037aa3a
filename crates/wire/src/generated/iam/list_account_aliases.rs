// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListAccountAliases`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListAccountAliases` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListAccountAliasesRequest {
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListAccountAliasesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListAccountAliases";
    type Response = ListAccountAliasesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListAccountAliases` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListAccountAliasesResponse {
    pub account_aliases: Vec<String>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListAccountAliasesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListAccountAliases", Some(self), request_id)
    }
}

impl Content for ListAccountAliasesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("AccountAliases", &self.account_aliases);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListAccountAliasesRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListAccountAliasesResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
