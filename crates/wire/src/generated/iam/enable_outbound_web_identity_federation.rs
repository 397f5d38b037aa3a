// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `EnableOutboundWebIdentityFederation`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `EnableOutboundWebIdentityFederation` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnableOutboundWebIdentityFederationRequest;

impl Call for EnableOutboundWebIdentityFederationRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "EnableOutboundWebIdentityFederation";
    type Response = EnableOutboundWebIdentityFederationResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `EnableOutboundWebIdentityFederation` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnableOutboundWebIdentityFederationResponse {
    pub issuer_identifier: Option<String>,
}

impl Respond for EnableOutboundWebIdentityFederationResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "EnableOutboundWebIdentityFederation", Some(self), request_id)
    }
}

impl Content for EnableOutboundWebIdentityFederationResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("IssuerIdentifier", self.issuer_identifier.as_ref());
    }
}
