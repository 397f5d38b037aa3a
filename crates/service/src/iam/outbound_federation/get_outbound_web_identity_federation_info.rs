// SPDX-License-Identifier: Apache-2.0
//! Tells the account's issuer of tokens for services outside.

use portcullis_wire::Fault;
use portcullis_wire::iam::{
    GetOutboundWebIdentityFederationInfoRequest, GetOutboundWebIdentityFederationInfoResponse,
};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::outbound_federation::feature::disabled;
use crate::issuer;
use crate::operation::{Operation, Outcome};

impl Operation for GetOutboundWebIdentityFederationInfoRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:GetOutboundWebIdentityFederationInfo"))
    }

    fn decide(
        self,
        cx: &Context<'_>,
    ) -> Result<Outcome<GetOutboundWebIdentityFederationInfoResponse>, Fault> {
        let federation = cx.account().settings().outbound_federation;
        let issuer_id = federation.issuer_id.filter(|_| federation.enabled).ok_or_else(disabled)?;
        Ok(Outcome::read(GetOutboundWebIdentityFederationInfoResponse {
            issuer_identifier: Some(issuer::url(&cx.settings.public_url, &issuer_id)),
            jwt_vending_enabled: Some(true),
        }))
    }
}
