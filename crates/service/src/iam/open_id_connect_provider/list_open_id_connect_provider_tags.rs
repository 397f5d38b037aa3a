// SPDX-License-Identifier: Apache-2.0
//! Lists the tags of an OpenID Connect provider.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListOpenIDConnectProviderTagsRequest, ListOpenIDConnectProviderTagsResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::open_id_connect_provider::permission::{check_arn, on_provider};
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;
use crate::tags::{self, KeyCase};

impl Operation for ListOpenIDConnectProviderTagsRequest {
    fn check(&self) -> Result<(), Fault> {
        check_arn(&self.open_id_connect_provider_arn)
    }

    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_provider("iam:ListOpenIDConnectProviderTags", &self.open_id_connect_provider_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListOpenIDConnectProviderTagsResponse>, Fault> {
        let tagged = cx
            .account()
            .require_open_id_connect_provider(&self.open_id_connect_provider_arn)
            .map_err(refused)?;
        let mut response = ListOpenIDConnectProviderTagsResponse::default();
        response.tags = tags::page(&tagged.tags, &Window::of(&self)?, KeyCase::Kept, &mut response);
        Ok(Outcome::read(response))
    }
}
