// SPDX-License-Identifier: Apache-2.0
//! Responses of identity providers: from what a browser carries to the one assertion that is signed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::assertion::{Assertion, attributes};
use super::attributes::roles;
use super::encryption::{DecryptingKey, decrypt};
use super::metadata::Metadata;
use super::signature::{INVALID, VerifyingKey, canonical_text, verify};
use super::xml::{Element, Xml};
use super::{ASSERTION, Malformed, PROTOCOL, SIGNATURE, malformed};

const SUCCESS: &str = "urn:oasis:names:tc:SAML:2.0:status:Success";

/// Whom a response is believed, and how.
pub struct Trusted<'a> {
    /// The provider's metadata.
    pub metadata: &'a Metadata,
    /// The keys that decrypt assertions for the provider.
    pub decrypting: &'a [DecryptingKey],
    /// Whether assertions must be encrypted.
    pub must_encrypt: bool,
}

/// A response whose signatures hold. Whether it is for us, and for now, is not judged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Where the response was sent to, if it says so.
    pub(super) destination: Option<String>,
    /// The id of the request that the response says it answers, which need not be signed.
    pub(super) in_response_to: Option<String>,
    /// The assertion, read from what was signed.
    pub(crate) assertion: Assertion,
}

impl Opened {
    /// Whether both say the same of a person. Where they were sent to, and what they answer, may differ.
    pub fn has_same_assertion(&self, other: &Self) -> bool {
        self.assertion == other.assertion
    }
}

/// Opens a response in base 64, as browsers and clients carry it.
///
/// # Errors
/// It is no response, not of this provider, or not signed as a whole or in its one assertion.
pub fn open(encoded: &str, trusted: &Trusted<'_>) -> Result<Opened, Malformed> {
    let text = decode(encoded)?;
    let xml = Xml::parse_strictly(&text)?;
    let response = xml.root()?;
    if !response.is(PROTOCOL, "Response") {
        return malformed("the outermost element is not Response");
    }
    let keys = &trusted.metadata.keys;
    if response.optional(SIGNATURE, "Signature")?.is_none() {
        return read(&xml, response, false, trusted);
    }
    // From here on only what the response's signature covers is read.
    refuse_other_signatures(&xml, response)?;
    let signed = verify(response, keys)?;
    let xml = Xml::parse_strictly(&signed)?;
    read(&xml, xml.root()?, true, trusted)
}

/// The text of a response in base 64.
fn decode(encoded: &str) -> Result<String, Malformed> {
    let letters: Vec<u8> = encoded.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let Ok(bytes) = BASE64.decode(letters) else { return malformed("Invalid base64 SAMLResponse") };
    let Ok(text) = String::from_utf8(bytes) else { return malformed("the SAML response is not in UTF-8") };
    Ok(text)
}

/// The roles that a response claims, each with the provider through which it is granted. Nothing of it is verified: it
/// tells where to look for the provider that may have signed it.
///
/// # Errors
/// It is no response, or its assertion cannot be read without a key.
pub(crate) fn claimed_roles(encoded: &str) -> Result<Vec<(String, String)>, Malformed> {
    let text = decode(encoded)?;
    let xml = Xml::parse_strictly(&text)?;
    let response = xml.root()?;
    if !response.is(PROTOCOL, "Response") {
        return malformed("the outermost element is not Response");
    }
    let Some(assertion) = response.optional(ASSERTION, "Assertion")? else {
        return match response.optional(ASSERTION, "EncryptedAssertion")? {
            Some(_) => malformed("an encrypted assertion belongs at the URL of its provider, /saml/acs/ID"),
            None => malformed("the response has not exactly one assertion"),
        };
    };
    roles(&attributes(assertion)?)
}

fn read(
    xml: &Xml<'_>,
    response: Element<'_, '_>,
    is_signed: bool,
    trusted: &Trusted<'_>,
) -> Result<Opened, Malformed> {
    if response.attribute("Version") != Some("2.0") {
        return malformed("the Version of the response is not 2.0");
    }
    let status =
        response.one(PROTOCOL, "Status")?.one(PROTOCOL, "StatusCode")?.required_attribute("Value")?;
    if status != SUCCESS {
        return malformed(format!("the identity provider answered with status {status}"));
    }
    require_issuer(response.optional(ASSERTION, "Issuer")?, trusted.metadata)?;
    refuse_other_signatures(xml, response)?;
    let keys = &trusted.metadata.keys;
    let plain = response.optional(ASSERTION, "Assertion")?;
    let encrypted = response.optional(ASSERTION, "EncryptedAssertion")?;
    let text = match (plain, encrypted) {
        (Some(_), None) if trusted.must_encrypt => return malformed("the assertion is not encrypted"),
        (Some(assertion), None) => {
            // One that stands anywhere else, in an extension or in another assertion, is there to mislead.
            if xml.count(ASSERTION, "Assertion") != 1 {
                return malformed("the response has more than one assertion");
            }
            signed_text(assertion, is_signed, keys)?
        }
        (None, Some(encrypted)) => {
            let text = decrypt(encrypted, trusted.decrypting)?;
            let xml = Xml::parse_strictly(&text)?;
            let assertion = xml.root()?;
            let holds = usize::from(assertion.optional(SIGNATURE, "Signature")?.is_some());
            if xml.count(SIGNATURE, "Signature") != holds || xml.count(ASSERTION, "Assertion") != 1 {
                return malformed("the encrypted assertion holds another assertion or signature");
            }
            signed_text(assertion, is_signed, keys)?
        }
        _ => return malformed("the response has not exactly one assertion"),
    };
    let xml = Xml::parse_strictly(&text)?;
    let assertion = Assertion::read(xml.root()?)?;
    if assertion.issuer != trusted.metadata.entity_id {
        return malformed(ANOTHER_ISSUER);
    }
    let destination = response.attribute("Destination").map(str::to_owned);
    let in_response_to = response.attribute("InResponseTo").map(str::to_owned);
    Ok(Opened { destination, in_response_to, assertion })
}

/// AWS's words for a response of somebody else.
const ANOTHER_ISSUER: &str = "Issuer not present in specified provider";

fn require_issuer(issuer: Option<Element<'_, '_>>, metadata: &Metadata) -> Result<(), Malformed> {
    match issuer {
        Some(issuer) if issuer.text()? != metadata.entity_id => malformed(ANOTHER_ISSUER),
        _ => Ok(()),
    }
}

/// That there are no signatures but those of the response and of its assertion.
fn refuse_other_signatures(xml: &Xml<'_>, response: Element<'_, '_>) -> Result<(), Malformed> {
    let mut expected = usize::from(response.optional(SIGNATURE, "Signature")?.is_some());
    if let Some(assertion) = response.optional(ASSERTION, "Assertion")? {
        expected += usize::from(assertion.optional(SIGNATURE, "Signature")?.is_some());
    }
    if xml.count(SIGNATURE, "Signature") == expected {
        return Ok(());
    }
    malformed("a Signature stands where none belongs")
}

/// The canonical text of an assertion, if its own signature or the response's covers it.
fn signed_text(
    assertion: Element<'_, '_>,
    is_covered: bool,
    keys: &[VerifyingKey],
) -> Result<String, Malformed> {
    match assertion.optional(SIGNATURE, "Signature")? {
        Some(_) => verify(assertion, keys),
        None if is_covered => canonical_text(assertion),
        None => malformed(INVALID),
    }
}
