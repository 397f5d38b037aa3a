// SPDX-License-Identifier: Apache-2.0
//! Sets tags on a SAML provider.

use portcullis_directory::change::Change;
use portcullis_directory::record::SamlProvider;
use portcullis_wire::Fault;
use portcullis_wire::iam::{TagSAMLProviderRequest, TagSAMLProviderResponse};

use super::subject::on_saml_provider;
use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for TagSAMLProviderRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_saml_provider("iam:TagSAMLProvider", &self.saml_provider_arn, cx);
        Access::one(permission.request_tags(tags::pairs(Some(&self.tags))))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<TagSAMLProviderResponse>, Fault> {
        let before = cx.account().require_saml_provider(&self.saml_provider_arn).map_err(refused)?;
        let tags = tags::add(&before.tags, Some(&self.tags), KeyCase::Kept)?;
        let after = SamlProvider { tags, ..SamlProvider::clone(before) };
        Ok(Outcome::write(TagSAMLProviderResponse, vec![Change::put(after)]))
    }
}
