// SPDX-License-Identifier: Apache-2.0
//! The keys that a provider publishes (RFC 7517), and the check of a signature with them.

use aws_lc_rs::signature::{
    self, EcdsaVerificationAlgorithm, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_policy::language::json::Kind;

use super::members::{Members, texts};
use super::token::{Algorithm, Token};

/// The longest document of a provider that is read, in bytes. Two hundred keys with their certificates fit.
pub const DOCUMENT_BYTES_MAX: usize = 1_048_576;

/// The most keys of one family that AWS reads.
const KEYS_MAX: usize = 100;

/// The keys of a provider that can sign tokens.
#[derive(Debug, Clone)]
pub struct KeySet {
    keys: Vec<Key>,
}

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotVerified {
    /// No key of the set fits the token. The provider may have got a new one since.
    NoKey,
    /// The signature is not the key's.
    Signature,
}

#[derive(Debug, Clone)]
struct Key {
    id: Option<String>,
    /// The only algorithm that the key may be used with, if it says so.
    algorithm: Option<String>,
    public: Public,
}

#[derive(Debug, Clone)]
enum Public {
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    Ec { curve: Curve, point: Vec<u8> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Curve {
    P256,
    P384,
    P521,
}

impl KeySet {
    /// Reads a JWK set. Keys of other kinds and other uses are passed over, as are keys that are malformed.
    ///
    /// `None` if the document is no JWK set, has no key of use, or more than a hundred of one family.
    pub fn read(document: &str) -> Option<Self> {
        let members = Members::read(document, DOCUMENT_BYTES_MAX)?;
        let Kind::Array(listed) = &members.get("keys")?.kind else { return None };
        let keys: Vec<Key> =
            listed.iter().filter_map(Members::of).filter_map(|one| Key::read(&one)).collect();
        let is_rsa = |key: &&Key| matches!(key.public, Public::Rsa { .. });
        let of_rsa = keys.iter().filter(is_rsa).count();
        let is_in_bounds = of_rsa <= KEYS_MAX && keys.len() - of_rsa <= KEYS_MAX;
        (is_in_bounds && !keys.is_empty()).then_some(Self { keys })
    }

    /// Checks the token's signature.
    ///
    /// # Errors
    /// No key fits, or the one that does has not signed.
    pub fn verify(&self, token: &Token<'_>) -> Result<(), NotVerified> {
        let key = self.find(token).ok_or(NotVerified::NoKey)?;
        if key.public.has_signed(token) { Ok(()) } else { Err(NotVerified::Signature) }
    }

    /// The key that the token names. One that names none, or a set that names none, must leave no choice.
    fn find(&self, token: &Token<'_>) -> Option<&Key> {
        let mut fitting = self.keys.iter().filter(|key| key.fits(token.algorithm));
        let named = |key: &&Key| key.id.is_some() && key.id == token.key_id;
        if let Some(key) = fitting.clone().find(named) {
            return Some(key);
        }
        let only = fitting.next().filter(|key| key.id.is_none() || token.key_id.is_none())?;
        fitting.next().is_none().then_some(only)
    }
}

impl Key {
    fn read(members: &Members) -> Option<Self> {
        let signs = match members.get("use") {
            Some(_) => members.text("use") == Some("sig"),
            None => true,
        };
        let verifies = match members.get("key_ops") {
            Some(operations) => texts(operations)?.contains(&"verify"),
            None => true,
        };
        let number = |name: &str| BASE64.decode(members.text(name)?).ok();
        let public = match members.text("kty")? {
            "RSA" => Public::Rsa { modulus: number("n")?, exponent: number("e")? },
            "EC" => {
                let curve = Curve::parse(members.text("crv")?)?;
                let (x, y) = (number("x")?, number("y")?);
                if x.len() != curve.coordinate_bytes() || y.len() != curve.coordinate_bytes() {
                    return None;
                }
                // The uncompressed form of a point begins with 4 (SEC 1, section 2.3.3).
                Public::Ec { curve, point: [&[4], x.as_slice(), y.as_slice()].concat() }
            }
            _ => return None,
        };
        let optional = |name: &str| match members.get(name) {
            Some(_) => members.text(name).map(|text| Some(text.to_owned())),
            None => Some(None),
        };
        (signs && verifies).then_some(Self { id: optional("kid")?, algorithm: optional("alg")?, public })
    }

    fn fits(&self, algorithm: Algorithm) -> bool {
        let named = self.algorithm.as_deref().is_none_or(|name| name == algorithm.as_str());
        let family = match &self.public {
            Public::Rsa { .. } => rsa_parameters(algorithm).is_some(),
            Public::Ec { curve, .. } => ec_parameters(algorithm).is_some_and(|(of, _)| of == *curve),
        };
        named && family
    }
}

impl Public {
    fn has_signed(&self, token: &Token<'_>) -> bool {
        let (input, signature) = (token.input.as_bytes(), token.signature.as_slice());
        match self {
            Self::Rsa { modulus, exponent } => rsa_parameters(token.algorithm).is_some_and(|parameters| {
                // AWS-LC takes no number with zeros before it.
                let key = RsaPublicKeyComponents { n: trimmed(modulus), e: trimmed(exponent) };
                key.verify(parameters, input, signature).is_ok()
            }),
            Self::Ec { point, .. } => ec_parameters(token.algorithm).is_some_and(|(_, parameters)| {
                UnparsedPublicKey::new(parameters, point).verify(input, signature).is_ok()
            }),
        }
    }
}

fn trimmed(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

fn rsa_parameters(algorithm: Algorithm) -> Option<&'static RsaParameters> {
    match algorithm {
        Algorithm::Rs256 => Some(&signature::RSA_PKCS1_2048_8192_SHA256),
        Algorithm::Rs384 => Some(&signature::RSA_PKCS1_2048_8192_SHA384),
        Algorithm::Rs512 => Some(&signature::RSA_PKCS1_2048_8192_SHA512),
        Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 => None,
    }
}

fn ec_parameters(algorithm: Algorithm) -> Option<(Curve, &'static EcdsaVerificationAlgorithm)> {
    match algorithm {
        Algorithm::Es256 => Some((Curve::P256, &signature::ECDSA_P256_SHA256_FIXED)),
        Algorithm::Es384 => Some((Curve::P384, &signature::ECDSA_P384_SHA384_FIXED)),
        Algorithm::Es512 => Some((Curve::P521, &signature::ECDSA_P521_SHA512_FIXED)),
        Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512 => None,
    }
}

impl Curve {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "P-256" => Some(Self::P256),
            "P-384" => Some(Self::P384),
            "P-521" => Some(Self::P521),
            _ => None,
        }
    }

    fn coordinate_bytes(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}
