// SPDX-License-Identifier: Apache-2.0
//! Changes a SAML provider's metadata, and how its assertions are decrypted.

use portcullis_directory::Refusal;
use portcullis_directory::change::Change;
use portcullis_directory::record::SamlProvider;
use portcullis_wire::iam::{UpdateSAMLProviderRequest, UpdateSAMLProviderResponse};
use portcullis_wire::{Fault, faults};

use super::subject::{encryption, on_saml_provider, private_key, require_key, require_metadata};
use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UpdateSAMLProviderRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_saml_provider("iam:UpdateSAMLProvider", &self.saml_provider_arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateSAMLProviderResponse>, Fault> {
        let account = cx.account();
        if self.saml_metadata_document.is_none()
            && self.assertion_encryption_mode.is_none()
            && self.add_private_key.is_none()
            && self.remove_private_key.is_none()
        {
            return Err(faults::invalid_input(
                "Unable to update identity provider. No updates are defined for metadata or encryption assertion.",
            ));
        }
        if self.add_private_key.is_some() && self.remove_private_key.is_some() {
            return Err(faults::invalid_input(
                "Unable to add and remove private keys in the same request. Set a value for only one of the two \
                 parameters.",
            ));
        }
        let before = account.require_saml_provider(&self.saml_provider_arn).map_err(refused)?;
        let mut after = SamlProvider::clone(before);
        if let Some(document) = self.saml_metadata_document {
            require_metadata(&document)?;
            after.metadata = document;
        }
        if let Some(pem) = &self.add_private_key {
            account.require_room_for_saml_key(after.private_keys.len()).map_err(refused)?;
            after.private_keys.push(private_key(pem, cx)?);
        }
        if let Some(id) = &self.remove_private_key {
            let count = after.private_keys.len();
            after.private_keys.retain(|key| key.id != *id);
            if after.private_keys.len() == count {
                let message = format!("The private key {id} cannot be found.");
                return Err(refused(Refusal::NoSuchEntity(message)));
            }
        }
        after.encryption = encryption(self.assertion_encryption_mode.as_deref()).or(after.encryption);
        require_key(after.encryption, &after.private_keys)?;
        let response = UpdateSAMLProviderResponse { saml_provider_arn: Some(self.saml_provider_arn) };
        Ok(Outcome::write(response, vec![Change::put(after)]))
    }
}
