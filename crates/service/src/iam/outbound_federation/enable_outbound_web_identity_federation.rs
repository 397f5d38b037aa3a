// SPDX-License-Identifier: Apache-2.0
//! Lets the account's principals have tokens for services outside, and makes the account's issuer.

use portcullis_directory::change::Change;
use portcullis_directory::record::{AccountSettings, OutboundFederation};
use portcullis_wire::iam::{
    EnableOutboundWebIdentityFederationRequest, EnableOutboundWebIdentityFederationResponse,
};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::issuer;
use crate::operation::{Operation, Outcome};

impl Operation for EnableOutboundWebIdentityFederationRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:EnableOutboundWebIdentityFederation"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<EnableOutboundWebIdentityFederationResponse>, Fault> {
        let before = cx.account().settings();
        if before.outbound_federation.enabled {
            return Err(faults::feature_enabled(
                "Outbound web identity federation is already enabled for this account.",
            ));
        }
        // The issuer is the account's for ever: who trusts it once must never come to trust another.
        let issuer_id = before.outbound_federation.issuer_id.clone().unwrap_or_else(|| cx.moment.uuid());
        let issuer = issuer::url(&cx.settings.public_url, &issuer_id);
        let mut changes = issuer::refresh_keys(cx)?;
        let outbound_federation = OutboundFederation { enabled: true, issuer_id: Some(issuer_id) };
        changes.push(Change::put(AccountSettings { outbound_federation, ..before }));
        let response = EnableOutboundWebIdentityFederationResponse { issuer_identifier: Some(issuer) };
        Ok(Outcome::write(response, changes))
    }
}
