// SPDX-License-Identifier: Apache-2.0
//! Gives no more tokens for services outside. Those that are out stay valid until they expire.

use portcullis_directory::change::Change;
use portcullis_directory::record::{AccountSettings, OutboundFederation};
use portcullis_wire::Fault;
use portcullis_wire::iam::{
    DisableOutboundWebIdentityFederationRequest, DisableOutboundWebIdentityFederationResponse,
};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::outbound_federation::feature::disabled;
use crate::operation::{Operation, Outcome};

impl Operation for DisableOutboundWebIdentityFederationRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:DisableOutboundWebIdentityFederation"))
    }

    fn decide(
        self,
        cx: &Context<'_>,
    ) -> Result<Outcome<DisableOutboundWebIdentityFederationResponse>, Fault> {
        let before = cx.account().settings();
        if !before.outbound_federation.enabled {
            return Err(disabled());
        }
        let outbound_federation = OutboundFederation { enabled: false, ..before.outbound_federation.clone() };
        let after = AccountSettings { outbound_federation, ..before };
        Ok(Outcome::write(DisableOutboundWebIdentityFederationResponse, vec![Change::put(after)]))
    }
}
