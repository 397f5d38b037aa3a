// SPDX-License-Identifier: Apache-2.0
//! A provider's metadata: who it is, and with which keys it signs.

use super::signature::VerifyingKey;
use super::xml::{Element, Xml};
use super::{METADATA, Malformed, PROTOCOL, SIGNATURE, malformed};
use crate::credential::certificate::Certificate;

/// What a metadata document says of an identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// The provider's name for itself, which its assertions give as their issuer.
    pub entity_id: String,
    /// Where the provider takes requests to sign somebody in, each with the binding by which it does: URIs as they stand.
    pub(crate) sign_on: Vec<(String, String)>,
    /// The keys with which the provider signs.
    pub(super) keys: Vec<VerifyingKey>,
}

/// The most keys that a document may name.
const KEYS_MAX: usize = 32;

impl Metadata {
    /// Reads a metadata document.
    ///
    /// # Errors
    /// It is no metadata of one identity provider, or it names no key, or a key that is too weak.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let xml = Xml::parse(text)?;
        let entity = xml.root()?;
        if !entity.is(METADATA, "EntityDescriptor") {
            return malformed("the outermost element is not EntityDescriptor");
        }
        let entity_id = entity.required_attribute("entityID")?.trim().to_owned();
        if entity_id.is_empty() || entity_id.chars().count() > 1_024 {
            return malformed("the entityID is empty or longer than 1024 characters");
        }
        let roles: Vec<_> =
            entity.all(METADATA, "IDPSSODescriptor").filter(|role| speaks_saml2(*role)).collect();
        let [role] = roles.as_slice() else {
            return malformed("the EntityDescriptor has not one IDPSSODescriptor for SAML 2.0");
        };
        let service = |element: Element<'_, '_>| {
            let text = |name: &str| element.attribute(name).unwrap_or_default().trim().to_owned();
            (text("Binding"), text("Location"))
        };
        Ok(Self {
            entity_id,
            sign_on: role.all(METADATA, "SingleSignOnService").map(service).collect(),
            keys: keys(*role)?,
        })
    }
}

fn speaks_saml2(role: Element<'_, '_>) -> bool {
    let protocols = role.attribute("protocolSupportEnumeration").unwrap_or_default();
    protocols.split_ascii_whitespace().any(|protocol| protocol == PROTOCOL)
}

fn keys(role: Element<'_, '_>) -> Result<Vec<VerifyingKey>, Malformed> {
    let mut keys = Vec::new();
    for descriptor in role.all(METADATA, "KeyDescriptor") {
        // One that does not say what it is for is for everything.
        if descriptor.attribute("use").is_some_and(|purpose| purpose != "signing") {
            continue;
        }
        let info = descriptor.one(SIGNATURE, "KeyInfo")?;
        for data in info.all(SIGNATURE, "X509Data") {
            for element in data.all(SIGNATURE, "X509Certificate") {
                keys.push(key(element)?);
            }
        }
    }
    match keys.len() {
        0 => malformed("the IDPSSODescriptor has no certificate for signing"),
        count if count > KEYS_MAX => malformed(format!("the IDPSSODescriptor has more than {KEYS_MAX} keys")),
        _ => Ok(keys),
    }
}

fn key(element: Element<'_, '_>) -> Result<VerifyingKey, Malformed> {
    let Some(certificate) = Certificate::from_der(&element.bytes()?) else {
        return malformed("an X509Certificate is not a certificate");
    };
    match VerifyingKey::of(&certificate) {
        Some(key) => Ok(key),
        None => malformed(
            "the key of an X509Certificate is not an RSA key of at least 2048 bits nor one on P-256, P-384 or P-521",
        ),
    }
}
