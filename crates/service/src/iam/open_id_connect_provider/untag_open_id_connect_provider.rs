// SPDX-License-Identifier: Apache-2.0
//! Removes tags from an OpenID Connect provider.

use portcullis_directory::change::Change;
use portcullis_directory::record::OpenIdConnectProvider;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UntagOpenIDConnectProviderRequest, UntagOpenIDConnectProviderResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::open_id_connect_provider::permission::{check_arn, on_provider};
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for UntagOpenIDConnectProviderRequest {
    fn check(&self) -> Result<(), Fault> {
        check_arn(&self.open_id_connect_provider_arn)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        let permission =
            on_provider("iam:UntagOpenIDConnectProvider", &self.open_id_connect_provider_arn, cx);
        Access::one(permission.tag_keys(self.tag_keys.clone()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UntagOpenIDConnectProviderResponse>, Fault> {
        let before = cx
            .account()
            .require_open_id_connect_provider(&self.open_id_connect_provider_arn)
            .map_err(refused)?;
        let tags = tags::remove(&before.tags, &self.tag_keys, KeyCase::Kept);
        let after = OpenIdConnectProvider { tags, ..OpenIdConnectProvider::clone(before) };
        Ok(Outcome::write(UntagOpenIDConnectProviderResponse, vec![Change::put(after)]))
    }
}
