// SPDX-License-Identifier: Apache-2.0
//! Shows a SAML provider with its metadata, and its private keys by id only.

use portcullis_directory::record::AssertionEncryption;
use portcullis_wire::iam::{GetSAMLProviderRequest, GetSAMLProviderResponse, SAMLPrivateKey};
use portcullis_wire::{Fault, Timestamp};

use super::subject::on_saml_provider;
use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::tags;

impl Operation for GetSAMLProviderRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_saml_provider("iam:GetSAMLProvider", &self.saml_provider_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetSAMLProviderResponse>, Fault> {
        let found = cx.account().require_saml_provider(&self.saml_provider_arn).map_err(refused)?;
        let keys = found.private_keys.iter().map(|key| SAMLPrivateKey {
            key_id: Some(key.id.clone()),
            timestamp: Some(Timestamp(key.added_at)),
        });
        Ok(Outcome::read(GetSAMLProviderResponse {
            saml_provider_uuid: Some(found.id.to_string()),
            saml_metadata_document: Some(found.metadata.clone()),
            create_date: Some(Timestamp(found.created_at)),
            valid_until: Some(Timestamp(found.valid_until)),
            tags: tags::shape(&found.tags),
            assertion_encryption_mode: found.encryption.map(AssertionEncryption::as_str).map(str::to_owned),
            private_key_list: Some(keys.collect::<Vec<_>>()).filter(|keys| !keys.is_empty()),
        }))
    }
}
