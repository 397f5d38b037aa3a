// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListServerCertificates`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Page, Paged, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListServerCertificates` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListServerCertificatesRequest {
    pub path_prefix: Option<String>,
    pub marker: Option<String>,
    pub max_items: Option<i32>,
}

impl Call for ListServerCertificatesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListServerCertificates";
    type Response = ListServerCertificatesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            path_prefix: reader.optional("PathPrefix", &c::PATH_PREFIX_TYPE),
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            max_items: reader.optional("MaxItems", &c::MAX_ITEMS_TYPE),
        })
    }
}

/// What `ListServerCertificates` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListServerCertificatesResponse {
    pub server_certificate_metadata_list: Vec<super::ServerCertificateMetadata>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListServerCertificatesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListServerCertificates", Some(self), request_id)
    }
}

impl Content for ListServerCertificatesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("ServerCertificateMetadataList", &self.server_certificate_metadata_list);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}

impl Paged for ListServerCertificatesRequest {
    fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }

    fn max_items(&self) -> Option<i32> {
        self.max_items
    }
}

impl Page for ListServerCertificatesResponse {
    fn set_next(&mut self, marker: Option<String>) {
        self.is_truncated = Some(marker.is_some());
        self.marker = marker;
    }
}
