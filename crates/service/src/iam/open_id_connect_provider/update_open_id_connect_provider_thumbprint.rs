// SPDX-License-Identifier: Apache-2.0
//! Replaces the thumbprints of an OpenID Connect provider.

use portcullis_directory::change::Change;
use portcullis_directory::record::OpenIdConnectProvider;
use portcullis_wire::iam::{
    UpdateOpenIDConnectProviderThumbprintRequest, UpdateOpenIDConnectProviderThumbprintResponse,
};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::open_id_connect_provider::check::read_thumbprints;
use crate::iam::open_id_connect_provider::permission::{check_arn, on_provider};
use crate::operation::{Operation, Outcome, refused};

impl Operation for UpdateOpenIDConnectProviderThumbprintRequest {
    fn check(&self) -> Result<(), Fault> {
        check_arn(&self.open_id_connect_provider_arn)?;
        if self.thumbprint_list.is_empty() {
            return Err(faults::invalid_input("Thumbprint list must contain at least 1 entry."));
        }
        read_thumbprints(&self.thumbprint_list)?;
        Ok(())
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        let action = "iam:UpdateOpenIDConnectProviderThumbprint";
        Access::one(on_provider(action, &self.open_id_connect_provider_arn, cx))
    }

    fn decide(
        self,
        cx: &Context<'_>,
    ) -> Result<Outcome<UpdateOpenIDConnectProviderThumbprintResponse>, Fault> {
        let before = cx
            .account()
            .require_open_id_connect_provider(&self.open_id_connect_provider_arn)
            .map_err(refused)?;
        let thumbprints = read_thumbprints(&self.thumbprint_list)?;
        let after = OpenIdConnectProvider { thumbprints, ..OpenIdConnectProvider::clone(before) };
        Ok(Outcome::write(UpdateOpenIDConnectProviderThumbprintResponse, vec![Change::put(after)]))
    }
}
