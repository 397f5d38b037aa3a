// SPDX-License-Identifier: Apache-2.0
//! Removes tags from a SAML provider.

use portcullis_directory::change::Change;
use portcullis_directory::record::SamlProvider;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UntagSAMLProviderRequest, UntagSAMLProviderResponse};

use super::subject::on_saml_provider;
use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for UntagSAMLProviderRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_saml_provider("iam:UntagSAMLProvider", &self.saml_provider_arn, cx);
        Access::one(permission.tag_keys(self.tag_keys.clone()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UntagSAMLProviderResponse>, Fault> {
        let before = cx.account().require_saml_provider(&self.saml_provider_arn).map_err(refused)?;
        let tags = tags::remove(&before.tags, &self.tag_keys, KeyCase::Kept);
        let after = SamlProvider { tags, ..SamlProvider::clone(before) };
        Ok(Outcome::write(UntagSAMLProviderResponse, vec![Change::put(after)]))
    }
}
