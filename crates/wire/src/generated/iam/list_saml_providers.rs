// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListSAMLProviders`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListSAMLProviders` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListSAMLProvidersRequest;

impl Call for ListSAMLProvidersRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListSAMLProviders";
    type Response = ListSAMLProvidersResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `ListSAMLProviders` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListSAMLProvidersResponse {
    pub saml_provider_list: Option<Vec<super::SAMLProviderListEntry>>,
}

impl Respond for ListSAMLProvidersResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListSAMLProviders", Some(self), request_id)
    }
}

impl Content for ListSAMLProvidersResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("SAMLProviderList", self.saml_provider_list.as_ref());
    }
}
