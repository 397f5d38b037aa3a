// SPDX-License-Identifier: Apache-2.0
//! Lists the tags of a SAML provider.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse};

use super::subject::on_saml_provider;
use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;
use crate::tags::{self, KeyCase};

impl Operation for ListSAMLProviderTagsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_saml_provider("iam:ListSAMLProviderTags", &self.saml_provider_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListSAMLProviderTagsResponse>, Fault> {
        let window = Window::of(&self)?;
        let found = cx.account().require_saml_provider(&self.saml_provider_arn).map_err(refused)?;
        let mut response = ListSAMLProviderTagsResponse::default();
        response.tags = tags::page(&found.tags, &window, KeyCase::Kept, &mut response);
        Ok(Outcome::read(response))
    }
}
