// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ListOpenIDConnectProviders`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ListOpenIDConnectProviders` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListOpenIDConnectProvidersRequest;

impl Call for ListOpenIDConnectProvidersRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ListOpenIDConnectProviders";
    type Response = ListOpenIDConnectProvidersResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `ListOpenIDConnectProviders` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListOpenIDConnectProvidersResponse {
    pub open_id_connect_provider_list: Option<Vec<super::OpenIDConnectProviderListEntry>>,
}

impl Respond for ListOpenIDConnectProvidersResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ListOpenIDConnectProviders", Some(self), request_id)
    }
}

impl Content for ListOpenIDConnectProvidersResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("OpenIDConnectProviderList", self.open_id_connect_provider_list.as_ref());
    }
}
