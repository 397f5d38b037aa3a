// SPDX-License-Identifier: Apache-2.0
//! Shows an OpenID Connect provider.

use portcullis_wire::iam::{GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse};
use portcullis_wire::{Fault, Timestamp};

use crate::access::Access;
use crate::context::Context;
use crate::iam::open_id_connect_provider::permission::{check_arn, on_provider};
use crate::operation::{Operation, Outcome, refused};
use crate::tags;

impl Operation for GetOpenIDConnectProviderRequest {
    fn check(&self) -> Result<(), Fault> {
        check_arn(&self.open_id_connect_provider_arn)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_provider("iam:GetOpenIDConnectProvider", &self.open_id_connect_provider_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetOpenIDConnectProviderResponse>, Fault> {
        let account = cx.account();
        let found =
            account.require_open_id_connect_provider(&self.open_id_connect_provider_arn).map_err(refused)?;
        Ok(Outcome::read(GetOpenIDConnectProviderResponse {
            url: Some(found.url.clone()),
            client_id_list: Some(found.client_ids.clone()),
            thumbprint_list: Some(found.thumbprints.clone()),
            create_date: Some(Timestamp(found.created_at)),
            tags: Some(tags::list(&found.tags)),
        }))
    }
}
