// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetOutboundWebIdentityFederationInfo`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetOutboundWebIdentityFederationInfo` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetOutboundWebIdentityFederationInfoRequest;

impl Call for GetOutboundWebIdentityFederationInfoRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetOutboundWebIdentityFederationInfo";
    type Response = GetOutboundWebIdentityFederationInfoResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `GetOutboundWebIdentityFederationInfo` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetOutboundWebIdentityFederationInfoResponse {
    pub issuer_identifier: Option<String>,
    pub jwt_vending_enabled: Option<bool>,
}

impl Respond for GetOutboundWebIdentityFederationInfoResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetOutboundWebIdentityFederationInfo", Some(self), request_id)
    }
}

impl Content for GetOutboundWebIdentityFederationInfoResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("IssuerIdentifier", self.issuer_identifier.as_ref());
        xml.optional("JwtVendingEnabled", self.jwt_vending_enabled.as_ref());
    }
}
