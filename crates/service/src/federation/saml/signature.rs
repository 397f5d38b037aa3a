// SPDX-License-Identifier: Apache-2.0
//! XML signatures in the one form that SAML has: one enveloped signature over the element that holds it.
//!
//! The library canonicalizes and AWS-LC verifies. Everything else that XML signatures can do is refused.

use aws_lc_rs::digest;
use aws_lc_rs::signature::{self, ParsedPublicKey, UnparsedPublicKey, VerificationAlgorithm};
use bergshamra_c14n::{C14nMode, canonicalize_doc};
use bergshamra_xml::NodeSet;

use super::xml::{Element, Xml};
use super::{Malformed, SIGNATURE, malformed};
use crate::credential::certificate::Certificate;

const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
/// Exclusive canonicalization, without comments.
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

/// What AWS tells of a signature that does not hold.
pub(super) const INVALID: &str = "Response signature invalid";

/// A key of an identity provider, as its algorithm writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VerifyingKey(Vec<u8>);

impl VerifyingKey {
    /// The key of a certificate. `None` if it is too weak, or of a kind that signs no assertions.
    pub(super) fn of(certificate: &Certificate) -> Option<Self> {
        let kinds: [&'static dyn VerificationAlgorithm; 4] = [
            &signature::RSA_PKCS1_2048_8192_SHA256,
            &signature::ECDSA_P256_SHA256_FIXED,
            &signature::ECDSA_P384_SHA384_FIXED,
            &signature::ECDSA_P521_SHA512_FIXED,
        ];
        let bytes = certificate.public_key();
        let fits = |kind: &&'static dyn VerificationAlgorithm| ParsedPublicKey::new(*kind, bytes).is_ok();
        kinds.iter().any(fits).then(|| Self(bytes.to_vec()))
    }
}

/// Verifies the signature that `signed` holds, and gives the canonical text of `signed` without it: that is what was
/// signed, and all that may be believed.
pub(super) fn verify(signed: Element<'_, '_>, keys: &[VerifyingKey]) -> Result<String, Malformed> {
    let signature = signed.one(SIGNATURE, "Signature")?;
    only(signature, &["SignedInfo", "SignatureValue", "KeyInfo"])?;
    let info = signature.one(SIGNATURE, "SignedInfo")?;
    only(info, &["CanonicalizationMethod", "SignatureMethod", "Reference"])?;
    let (text, expected) = referenced(info.one(SIGNATURE, "Reference")?, signed, signature)?;
    if expected.0 != digest::digest(expected.1, text.as_bytes()).as_ref() {
        return malformed(INVALID);
    }
    let method = info.one(SIGNATURE, "CanonicalizationMethod")?;
    if method.attribute("Algorithm") != Some(EXCLUSIVE) {
        return malformed("the signature's canonicalization method is not allowed");
    }
    let signed_info = canonical(info, None, &prefixes(method)?)?;
    let algorithms = verification(info.one(SIGNATURE, "SignatureMethod")?)?;
    let value = signature.one(SIGNATURE, "SignatureValue")?.bytes()?;
    let holds = |key: &VerifyingKey| {
        algorithms.iter().any(|algorithm| {
            UnparsedPublicKey::new(*algorithm, &key.0).verify(signed_info.as_bytes(), &value).is_ok()
        })
    };
    if !keys.iter().any(holds) {
        return malformed(INVALID);
    }
    is_itself(&text, signed)?;
    Ok(text)
}

/// The canonical text of an element.
pub(super) fn canonical_text(element: Element<'_, '_>) -> Result<String, Malformed> {
    canonical(element, None, &[])
}

/// What a reference refers to, and the digest that it states.
type Digest = (Vec<u8>, &'static digest::Algorithm);

fn referenced(
    reference: Element<'_, '_>,
    signed: Element<'_, '_>,
    signature: Element<'_, '_>,
) -> Result<(String, Digest), Malformed> {
    only(reference, &["Transforms", "DigestMethod", "DigestValue"])?;
    let id = signed.required_attribute("ID")?;
    if id.is_empty() || reference.attribute("URI").and_then(|uri| uri.strip_prefix('#')) != Some(id) {
        return malformed("the signature is not over the element that holds it");
    }
    let transforms = reference.one(SIGNATURE, "Transforms")?;
    only(transforms, &["Transform"])?;
    let transforms: Vec<_> = transforms.children().collect();
    let [enveloped, exclusive] = transforms.as_slice() else {
        return malformed("a signature has two transforms");
    };
    if enveloped.attribute("Algorithm") != Some(ENVELOPED)
        || exclusive.attribute("Algorithm") != Some(EXCLUSIVE)
        || enveloped.children().next().is_some()
    {
        return malformed("a transform of the signature is not allowed");
    }
    let text = canonical(signed, Some(signature), &prefixes(*exclusive)?)?;
    let algorithm = match reference.one(SIGNATURE, "DigestMethod")?.attribute("Algorithm") {
        Some("http://www.w3.org/2001/04/xmlenc#sha256") => &digest::SHA256,
        Some("http://www.w3.org/2001/04/xmldsig-more#sha384") => &digest::SHA384,
        Some("http://www.w3.org/2001/04/xmlenc#sha512") => &digest::SHA512,
        _ => return malformed("the signature's digest method is not allowed"),
    };
    Ok((text, (reference.one(SIGNATURE, "DigestValue")?.bytes()?, algorithm)))
}

/// That an element holds no others than these of XML signatures.
fn only(element: Element<'_, '_>, names: &[&str]) -> Result<(), Malformed> {
    match element.children().find(|child| !names.iter().any(|name| child.is(SIGNATURE, name))) {
        Some(other) => malformed(format!("{} in {} is not allowed", other.name(), element.name())),
        None => Ok(()),
    }
}

/// The prefixes that exclusive canonicalization is told to treat as inclusive canonicalization does.
fn prefixes(method: Element<'_, '_>) -> Result<Vec<String>, Malformed> {
    let Some(given) = method.optional(EXCLUSIVE, "InclusiveNamespaces")? else {
        return match method.children().next() {
            Some(other) => malformed(format!("{} in {} is not allowed", other.name(), method.name())),
            None => Ok(Vec::new()),
        };
    };
    if method.children().count() > 1 {
        return malformed(format!("{} holds more than InclusiveNamespaces", method.name()));
    }
    let list = given.attribute("PrefixList").unwrap_or_default();
    Ok(list.split_ascii_whitespace().map(str::to_owned).collect())
}

fn verification(method: Element<'_, '_>) -> Result<&'static [&'static dyn VerificationAlgorithm], Malformed> {
    if method.children().next().is_some() {
        return malformed("SignatureMethod has parameters");
    }
    Ok(match method.attribute("Algorithm") {
        Some("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256") => {
            &[&signature::RSA_PKCS1_2048_8192_SHA256]
        }
        Some("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384") => {
            &[&signature::RSA_PKCS1_2048_8192_SHA384]
        }
        Some("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512") => {
            &[&signature::RSA_PKCS1_2048_8192_SHA512]
        }
        Some("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256") => {
            &[&signature::ECDSA_P256_SHA256_FIXED, &signature::ECDSA_P521_SHA256_FIXED]
        }
        Some("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384") => {
            &[&signature::ECDSA_P384_SHA384_FIXED, &signature::ECDSA_P521_SHA384_FIXED]
        }
        Some("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512") => &[&signature::ECDSA_P521_SHA512_FIXED],
        _ => return malformed("the signature's algorithm is not allowed"),
    })
}

fn canonical(
    element: Element<'_, '_>,
    without: Option<Element<'_, '_>>,
    prefixes: &[String],
) -> Result<String, Malformed> {
    let document = element.document();
    let mut nodes = NodeSet::tree_without_comments(element.id(), document);
    if let Some(left_out) = without {
        nodes = nodes.subtract(&NodeSet::tree_with_comments(left_out.id(), document));
    }
    let bytes = canonicalize_doc(document, C14nMode::Exclusive, Some(&nodes), prefixes);
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    match text.filter(|text| text.starts_with('<')) {
        Some(text) => Ok(text),
        None => malformed("the XML cannot be canonicalized"),
    }
}

/// That the canonical text is the element which it stands for. A canonicalization that goes astray must not make
/// another document out of a signed one.
fn is_itself(text: &str, signed: Element<'_, '_>) -> Result<(), Malformed> {
    let xml = Xml::parse(text)?;
    let root = xml.root()?;
    let count = |element: Element<'_, '_>| element.children().count();
    // The signature has been taken out.
    let is_same = root.name() == signed.name()
        && root.attribute("ID") == signed.attribute("ID")
        && count(root) + 1 == count(signed);
    if is_same { Ok(()) } else { malformed("the XML cannot be canonicalized") }
}
