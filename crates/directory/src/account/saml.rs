// SPDX-License-Identifier: Apache-2.0
//! SAML providers.

use std::sync::Arc;

use super::{Account, Refusal};
use crate::arn;
use crate::record::SamlProvider;

/// How many private keys a provider may have.
const PRIVATE_KEYS_MAX: usize = 2;

impl Account {
    /// The SAML provider with this ARN.
    ///
    /// # Errors
    /// It is no ARN of a SAML provider, or there is none.
    pub fn require_saml_provider(&self, provider_arn: &str) -> Result<&Arc<SamlProvider>, Refusal> {
        let parts = arn::parse(provider_arn).filter(|parts| {
            (parts.service, parts.kind, parts.path) == ("iam", "saml-provider", "/") && !parts.name.is_empty()
        });
        let Some(parts) = parts else {
            return Err(Refusal::InvalidInput(format!("{provider_arn} is not a valid SAML provider ARN")));
        };
        let found = self.saml_providers.named(parts.name);
        found
            .filter(|found| found.arn(self.id()) == provider_arn)
            .ok_or_else(|| Refusal::NoSuchEntity(format!("Manifest not found for arn {provider_arn}")))
    }

    /// That no SAML provider has this name.
    ///
    /// # Errors
    /// One has.
    pub fn require_free_saml_provider_name(&self, name: &str) -> Result<(), Refusal> {
        match self.saml_providers.named(name) {
            Some(_) => {
                Err(Refusal::EntityAlreadyExists(format!("Provider with name {name} already exists.")))
            }
            None => Ok(()),
        }
    }

    /// That a SAML provider with `count` private keys can have one more.
    ///
    /// # Errors
    /// It cannot.
    pub fn require_room_for_saml_key(&self, count: usize) -> Result<(), Refusal> {
        if count < PRIVATE_KEYS_MAX {
            return Ok(());
        }
        Err(Refusal::LimitExceeded(format!("Private key limit of {PRIVATE_KEYS_MAX} is reached.")))
    }
}
