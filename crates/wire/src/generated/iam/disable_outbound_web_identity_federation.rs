// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DisableOutboundWebIdentityFederation`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DisableOutboundWebIdentityFederation` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DisableOutboundWebIdentityFederationRequest;

impl Call for DisableOutboundWebIdentityFederationRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DisableOutboundWebIdentityFederation";
    type Response = DisableOutboundWebIdentityFederationResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `DisableOutboundWebIdentityFederation` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DisableOutboundWebIdentityFederationResponse;

impl Respond for DisableOutboundWebIdentityFederationResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DisableOutboundWebIdentityFederation", None, request_id)
    }
}
