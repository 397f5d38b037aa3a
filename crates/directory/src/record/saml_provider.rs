// SPDX-License-Identifier: Apache-2.0
//! SAML identity providers.

use super::{SecretText, Tags};
use crate::arn;
use crate::identifier::{AccountId, UniqueId};

/// An identity provider whose assertions let people assume roles.
#[derive(Debug, Clone, PartialEq)]
pub struct SamlProvider {
    /// What answers call the provider's UUID; never reused.
    pub id: UniqueId,
    /// The name in the case it was given; unique in the account without case.
    pub name: String,
    /// Seconds since 1970.
    pub created_at: i64,
    /// When the metadata ceases to be valid, in seconds since 1970.
    pub valid_until: i64,
    /// The provider's metadata document as it was given: XML.
    pub metadata: String,
    /// Whether assertions must be encrypted; `None` if that was never said.
    pub encryption: Option<AssertionEncryption>,
    /// The keys that decrypt assertions, the oldest first.
    pub private_keys: Vec<SamlPrivateKey>,
    /// The provider's tags.
    pub tags: Tags,
}

/// A key that decrypts assertions.
#[derive(Debug, Clone, PartialEq)]
pub struct SamlPrivateKey {
    /// What answers call the key.
    pub id: String,
    /// Seconds since 1970.
    pub added_at: i64,
    /// The key as it was given: PEM. No answer shows it.
    pub pem: SecretText,
}

/// Whether a provider's assertions must be encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssertionEncryption {
    /// They may be.
    Allowed,
    /// They must be.
    Required,
}

impl AssertionEncryption {
    /// AWS's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::Required => "Required",
        }
    }

    /// The mode with this name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Allowed, Self::Required].into_iter().find(|mode| mode.as_str() == text)
    }
}

impl SamlProvider {
    /// `arn:aws:iam::ACCOUNT:saml-provider/NAME`.
    pub fn arn(&self, account: AccountId) -> String {
        arn::saml_provider(account, &self.name)
    }
}
