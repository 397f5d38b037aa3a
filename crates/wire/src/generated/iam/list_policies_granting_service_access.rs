// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListPoliciesGrantingServiceAccess`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListPoliciesGrantingServiceAccess` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListPoliciesGrantingServiceAccessRequest {
    pub marker: Option<String>,
    pub arn: String,
    pub service_namespaces: Vec<String>,
}

impl Call for ListPoliciesGrantingServiceAccessRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListPoliciesGrantingServiceAccess";
    type Response = ListPoliciesGrantingServiceAccessResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            marker: reader.optional("Marker", &c::MARKER_TYPE),
            arn: reader.required("Arn", &c::ARN_TYPE),
            service_namespaces: reader.required("ServiceNamespaces", &c::SERVICE_NAMESPACE_LIST_TYPE),
        })
    }
}

/// What `ListPoliciesGrantingServiceAccess` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListPoliciesGrantingServiceAccessResponse {
    pub policies_granting_service_access: Vec<super::ListPoliciesGrantingServiceAccessEntry>,
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
}

impl Respond for ListPoliciesGrantingServiceAccessResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListPoliciesGrantingServiceAccess", Some(self), request_id)
    }
}

impl Content for ListPoliciesGrantingServiceAccessResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("PoliciesGrantingServiceAccess", &self.policies_granting_service_access);
        xml.optional("IsTruncated", self.is_truncated.as_ref());
        xml.optional("Marker", self.marker.as_ref());
    }
}
