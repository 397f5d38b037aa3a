// SPDX-License-Identifier: Apache-2.0
//! Public keys of credentials, as COSE writes them: ES256, EdDSA with Ed25519, and RS256.

use std::collections::BTreeMap;

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
};
use minicbor::Decoder;
use minicbor::data::Type;

use super::WebAuthnError;

/// The algorithms that browsers are asked for, the best first: their numbers in COSE's registry.
pub(super) const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];
const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;

// Labels of COSE keys. Those of the curve and of the modulus are the same.
const KEY_TYPE: i64 = 1;
const ALGORITHM: i64 = 3;
const CURVE: i64 = -1;
const X: i64 = -2;
const Y: i64 = -3;
const MODULUS: i64 = -1;
const EXPONENT: i64 = -2;

/// A public key that was read from COSE.
#[derive(Debug)]
pub(super) enum PublicKey {
    /// On P-256.
    Es256(ParsedPublicKey),
    /// On Curve25519.
    EdDsa(ParsedPublicKey),
    /// RSA with 2,048 to 8,192 bits.
    Rs256 { modulus: Vec<u8>, exponent: Vec<u8> },
}

#[derive(Clone, Copy, PartialEq)]
enum Part<'a> {
    Number(i64),
    Bytes(&'a [u8]),
}

const MALFORMED: WebAuthnError = WebAuthnError::Malformed("the public key is no COSE key");
const UNSOUND: WebAuthnError = WebAuthnError::NotAccepted("the public key is of no algorithm that is taken");

impl PublicKey {
    /// Reads a COSE key at the beginning of bytes, and gives how many it takes.
    ///
    /// # Errors
    /// It is malformed, has parts it must not have, or is of an algorithm that is not taken.
    pub(super) fn read(bytes: &[u8]) -> Result<(Self, usize), WebAuthnError> {
        let mut decoder = Decoder::new(bytes);
        let parts = parts(&mut decoder).ok_or(MALFORMED)?;
        let number = |label: i64| match parts.get(&label) {
            Some(Part::Number(number)) => Some(*number),
            _ => None,
        };
        let bytes = |label: i64| match parts.get(&label) {
            Some(Part::Bytes(bytes)) => Some(*bytes),
            _ => None,
        };
        let kind = (number(KEY_TYPE).ok_or(MALFORMED)?, number(ALGORITHM).ok_or(MALFORMED)?);
        let key = match (kind, number(CURVE), parts.len()) {
            ((2, ES256), Some(1), 5) => on_p256(bytes(X), bytes(Y)),
            ((1, EDDSA), Some(6), 4) => on_curve25519(bytes(X)),
            ((3, RS256), None, 4) => rsa(bytes(MODULUS), bytes(EXPONENT)),
            _ => None,
        };
        Ok((key.ok_or(UNSOUND)?, decoder.position()))
    }

    /// The algorithm's number in COSE's registry.
    pub(super) fn algorithm(&self) -> i64 {
        match self {
            Self::Es256(_) => ES256,
            Self::EdDsa(_) => EDDSA,
            Self::Rs256 { .. } => RS256,
        }
    }

    /// Whether the key signed this.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Es256(key) | Self::EdDsa(key) => key.verify_sig(message, signature).is_ok(),
            Self::Rs256 { modulus, exponent } => {
                let key = RsaPublicKeyComponents { n: modulus.as_slice(), e: exponent.as_slice() };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
        }
    }
}

fn on_p256(x: Option<&[u8]>, y: Option<&[u8]>) -> Option<PublicKey> {
    let (x, y) = (x.filter(|x| x.len() == 32)?, y.filter(|y| y.len() == 32)?);
    let point = [&[4], x, y].concat();
    ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).ok().map(PublicKey::Es256)
}

fn on_curve25519(x: Option<&[u8]>) -> Option<PublicKey> {
    ParsedPublicKey::new(&ED25519, x.filter(|x| x.len() == 32)?).ok().map(PublicKey::EdDsa)
}

fn rsa(modulus: Option<&[u8]>, exponent: Option<&[u8]>) -> Option<PublicKey> {
    let modulus = modulus.filter(|modulus| (256..=1_024).contains(&modulus.len()))?;
    let exponent = exponent.filter(|exponent| (1..=4).contains(&exponent.len()) && **exponent != [1])?;
    Some(PublicKey::Rs256 { modulus: modulus.to_vec(), exponent: exponent.to_vec() })
}

fn parts<'a>(decoder: &mut Decoder<'a>) -> Option<BTreeMap<i64, Part<'a>>> {
    let mut parts = BTreeMap::new();
    // A key without an end given at its beginning is not in the form that authenticators must use.
    for _ in 0..decoder.map().ok()?? {
        let label = decoder.i64().ok()?;
        let part = match decoder.datatype().ok()? {
            Type::Bytes => Part::Bytes(decoder.bytes().ok()?),
            _ => Part::Number(decoder.i64().ok()?),
        };
        if parts.insert(label, part).is_some() {
            return None;
        }
    }
    Some(parts)
}
