// SPDX-License-Identifier: Apache-2.0
//! Takes tokens of an audience no more from an OpenID Connect provider.

use portcullis_directory::change::Change;
use portcullis_directory::record::OpenIdConnectProvider;
use portcullis_wire::Fault;
use portcullis_wire::iam::{
    RemoveClientIDFromOpenIDConnectProviderRequest, RemoveClientIDFromOpenIDConnectProviderResponse,
};

use crate::access::Access;
use crate::context::Context;
use crate::iam::open_id_connect_provider::permission::{check_arn, on_provider};
use crate::operation::{Operation, Outcome, refused};

impl Operation for RemoveClientIDFromOpenIDConnectProviderRequest {
    fn check(&self) -> Result<(), Fault> {
        check_arn(&self.open_id_connect_provider_arn)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        let action = "iam:RemoveClientIDFromOpenIDConnectProvider";
        Access::one(on_provider(action, &self.open_id_connect_provider_arn, cx))
    }

    fn decide(
        self,
        cx: &Context<'_>,
    ) -> Result<Outcome<RemoveClientIDFromOpenIDConnectProviderResponse>, Fault> {
        let before = cx
            .account()
            .require_open_id_connect_provider(&self.open_id_connect_provider_arn)
            .map_err(refused)?;
        let response = RemoveClientIDFromOpenIDConnectProviderResponse;
        // One that is not there is no error.
        if !before.client_ids.contains(&self.client_id) {
            return Ok(Outcome::read(response));
        }
        let mut after = OpenIdConnectProvider::clone(before);
        after.client_ids.retain(|id| *id != self.client_id);
        Ok(Outcome::write(response, vec![Change::put(after)]))
    }
}
