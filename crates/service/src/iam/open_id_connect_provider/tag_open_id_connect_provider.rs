// SPDX-License-Identifier: Apache-2.0
//! Sets tags on an OpenID Connect provider.

use portcullis_directory::change::Change;
use portcullis_directory::record::OpenIdConnectProvider;
use portcullis_wire::Fault;
use portcullis_wire::iam::{TagOpenIDConnectProviderRequest, TagOpenIDConnectProviderResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::open_id_connect_provider::permission::{check_arn, on_provider};
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for TagOpenIDConnectProviderRequest {
    fn check(&self) -> Result<(), Fault> {
        check_arn(&self.open_id_connect_provider_arn)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_provider("iam:TagOpenIDConnectProvider", &self.open_id_connect_provider_arn, cx);
        Access::one(permission.request_tags(tags::pairs(Some(&self.tags))))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<TagOpenIDConnectProviderResponse>, Fault> {
        let before = cx
            .account()
            .require_open_id_connect_provider(&self.open_id_connect_provider_arn)
            .map_err(refused)?;
        let tags = tags::add(&before.tags, Some(&self.tags), KeyCase::Kept)?;
        let after = OpenIdConnectProvider { tags, ..OpenIdConnectProvider::clone(before) };
        Ok(Outcome::write(TagOpenIDConnectProviderResponse, vec![Change::put(after)]))
    }
}
