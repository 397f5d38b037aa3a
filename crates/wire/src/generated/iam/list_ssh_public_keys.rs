// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListSSHPublicKeys`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListSSHPublicKeys` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListSSHPublicKeysRequest {
    pub user_name: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListSSHPublicKeysRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListSSHPublicKeys";
    type Response = ListSSHPublicKeysResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::USER_NAME_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListSSHPublicKeys` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListSSHPublicKeysResponse {
    pub ssh_public_keys: Option<Vec<super::SSHPublicKeyMetadata>>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListSSHPublicKeysResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListSSHPublicKeys", Some(self), request_id)
    }
}

impl Content for ListSSHPublicKeysResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SSHPublicKeys", self.ssh_public_keys.as_ref());
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListSSHPublicKeysRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListSSHPublicKeysResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
