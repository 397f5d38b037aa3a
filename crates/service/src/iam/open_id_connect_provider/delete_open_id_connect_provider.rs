// SPDX-License-Identifier: Apache-2.0
//! Trusts an OpenID Connect provider no more. Roles that name it stay as they are, and nobody can assume them with it.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::iam::{DeleteOpenIDConnectProviderRequest, DeleteOpenIDConnectProviderResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::open_id_connect_provider::permission::{check_arn, on_provider};
use crate::operation::{Operation, Outcome};

impl Operation for DeleteOpenIDConnectProviderRequest {
    fn check(&self) -> Result<(), Fault> {
        check_arn(&self.open_id_connect_provider_arn)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_provider("iam:DeleteOpenIDConnectProvider", &self.open_id_connect_provider_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteOpenIDConnectProviderResponse>, Fault> {
        let arn = &self.open_id_connect_provider_arn;
        // AWS has other words here than where a provider is shown.
        let found = cx.account().open_id_connect_provider_by_arn(arn).ok_or_else(|| {
            faults::no_such_entity(format!("OpenId connect Provider {arn} cannot be found."))
        })?;
        let key = Key::new(Kind::OpenIdConnectProvider, &found.url);
        Ok(Outcome::write(DeleteOpenIDConnectProviderResponse, vec![Change::Remove(key)]))
    }
}
