// SPDX-License-Identifier: Apache-2.0
//! SAML providers as requests name them, and what a request may make of one.

use portcullis_directory::identifier::UniqueId;
use portcullis_directory::record::{AssertionEncryption, SamlPrivateKey, SecretText};
use portcullis_wire::{Fault, Secret, faults};

use crate::access::Permission;
use crate::context::Context;
use crate::federation::saml::DecryptingKey;
use crate::federation::saml::metadata::Metadata;

/// How long a provider is said to be valid: a hundred years, in seconds. As AWS's user guide has it ("Create a SAML identity
/// provider in IAM"), that date is set when the provider is made, whatever its metadata say, and neither it nor the end of
/// the metadata or of their certificates ends anything: what is believed of a person ends with the assertion.
pub(super) const VALID_SECONDS: i64 = 100 * 365 * 24 * 3_600;

/// A permission on the SAML provider of this ARN, with the provider's tags if it exists.
pub(super) fn on_saml_provider(action: &'static str, arn: &str, cx: &Context<'_>) -> Permission {
    let permission = Permission::new(action, arn);
    match cx.account().require_saml_provider(arn) {
        Ok(found) => permission.resource_tags(&found.tags),
        Err(_) => permission,
    }
}

/// That a document is metadata.
///
/// # Errors
/// It is no metadata of an identity provider.
pub(super) fn require_metadata(document: &str) -> Result<(), Fault> {
    Metadata::parse(document)
        .map(drop)
        .map_err(|malformed| faults::invalid_input(format!("Could not parse metadata: {malformed}")))
}

/// The mode that a request sets, if it sets one.
pub(super) fn encryption(mode: Option<&str>) -> Option<AssertionEncryption> {
    mode.and_then(AssertionEncryption::parse)
}

/// A private key that a request adds.
///
/// # Errors
/// It is no private key that can decrypt assertions.
pub(super) fn private_key(pem: &Secret, cx: &Context<'_>) -> Result<SamlPrivateKey, Fault> {
    if DecryptingKey::parse(pem.reveal()).is_none() {
        return Err(faults::invalid_input(
            "The private key is not an RSA key of at least 2048 bits in unencrypted PEM format.",
        ));
    }
    let pem = SecretText::new(pem.reveal().clone());
    Ok(SamlPrivateKey { id: new_id(cx).to_string(), added_at: cx.now(), pem })
}

/// An id for a provider or for a private key.
pub(super) fn new_id(cx: &Context<'_>) -> UniqueId {
    UniqueId::new(format!("SAML{}", UniqueId::from_fingerprint(cx.moment.random())))
}

/// That a provider which requires encryption has a key that decrypts.
///
/// # Errors
/// It has none.
pub(super) fn require_key(
    encryption: Option<AssertionEncryption>,
    keys: &[SamlPrivateKey],
) -> Result<(), Fault> {
    if encryption == Some(AssertionEncryption::Required) && keys.is_empty() {
        return Err(faults::invalid_input(
            "Unable to set assertion encryption mode to Required because no private key is provided.",
        ));
    }
    Ok(())
}
