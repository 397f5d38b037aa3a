// SPDX-License-Identifier: Apache-2.0
//! Makes a SAML provider of its metadata.

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::SamlProvider;
use portcullis_wire::Fault;
use portcullis_wire::iam::{CreateSAMLProviderRequest, CreateSAMLProviderResponse};

use super::subject::{VALID_SECONDS, encryption, new_id, private_key, require_key, require_metadata};
use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for CreateSAMLProviderRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let resource = arn::saml_provider(cx.account().id(), &self.name);
        let create = Permission::new("iam:CreateSAMLProvider", resource);
        tags::access_to_create(create, "iam:TagSAMLProvider", self.tags.as_deref())
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateSAMLProviderResponse>, Fault> {
        let account = cx.account();
        let tags = tags::accept(self.tags.as_deref(), KeyCase::Kept)?;
        require_metadata(&self.saml_metadata_document)?;
        let key = self.add_private_key.as_ref().map(|pem| private_key(pem, cx)).transpose()?;
        let private_keys: Vec<_> = key.into_iter().collect();
        let encryption = encryption(self.assertion_encryption_mode.as_deref());
        require_key(encryption, &private_keys)?;
        account.require_free_saml_provider_name(&self.name).map_err(refused)?;
        account.require_room(Quota::SamlProviders, account.saml_providers.len()).map_err(refused)?;
        let record = SamlProvider {
            id: new_id(cx),
            name: self.name,
            created_at: cx.now(),
            valid_until: cx.now() + VALID_SECONDS,
            metadata: self.saml_metadata_document,
            encryption,
            private_keys,
            tags,
        };
        let response = CreateSAMLProviderResponse {
            saml_provider_arn: Some(record.arn(account.id())),
            tags: tags::shape(&record.tags),
        };
        Ok(Outcome::write(response, vec![Change::put(record)]))
    }
}
