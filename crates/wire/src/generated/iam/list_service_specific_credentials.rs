// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListServiceSpecificCredentials`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListServiceSpecificCredentials` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListServiceSpecificCredentialsRequest {
    pub user_name: Option<String>,
    pub service_name: Option<String>,
    pub all_users: Option<bool>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListServiceSpecificCredentialsRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListServiceSpecificCredentials";
    type Response = ListServiceSpecificCredentialsResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::USER_NAME_TYPE),
            service_name: reader.optional("ServiceName", &Constraint::NONE),
            all_users: reader.optional("AllUsers", &Constraint::NONE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListServiceSpecificCredentials` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListServiceSpecificCredentialsResponse {
    pub service_specific_credentials: Option<Vec<super::ServiceSpecificCredentialMetadata>>,
    pub marker: Option<String>,
    pub is_truncated: Option<bool>,
}

impl Respond for ListServiceSpecificCredentialsResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListServiceSpecificCredentials", Some(self), request_id)
    }
}

impl Content for ListServiceSpecificCredentialsResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("ServiceSpecificCredentials", self.service_specific_credentials.as_ref());
        xml.optional("Marker", self.marker.as_ref());
        xml.optional("IsTruncated", self.is_truncated.as_ref());
    }
}

impl Paged for ListServiceSpecificCredentialsRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListServiceSpecificCredentialsResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
