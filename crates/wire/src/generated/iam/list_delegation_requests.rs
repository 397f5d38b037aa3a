// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListDelegationRequests`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListDelegationRequests` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListDelegationRequestsRequest {
    pub owner_id: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListDelegationRequestsRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListDelegationRequests";
    type Response = ListDelegationRequestsResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            owner_id: reader.optional("OwnerId", &c::OWNER_ID_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListDelegationRequests` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListDelegationRequestsResponse {
    pub delegation_requests: Option<Vec<super::DelegationRequest>>,
    pub marker: Option<String>,
    pub is_truncated: Option<bool>,
}

impl Respond for ListDelegationRequestsResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListDelegationRequests", Some(self), request_id)
    }
}

impl Content for ListDelegationRequestsResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("DelegationRequests", self.delegation_requests.as_ref());
        xml.optional("Marker", self.marker.as_ref());
        xml.optional("isTruncated", self.is_truncated.as_ref());
    }
}
