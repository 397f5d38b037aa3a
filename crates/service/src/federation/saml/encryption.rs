// SPDX-License-Identifier: Apache-2.0
//! Encrypted assertions: AES under a key that is encrypted with RSA-OAEP.

use aws_lc_rs::aead::{self, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{self, DecryptionContext, UnboundCipherKey};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OAEP_SHA384_MGF1SHA384, OAEP_SHA512_MGF1SHA512,
    OaepAlgorithm, OaepPrivateDecryptingKey, PrivateDecryptingKey,
};
use aws_lc_rs::signature::RsaKeyPair;

use super::xml::Element;
use super::{ENCRYPTION, Malformed, SIGNATURE, malformed};
use crate::credential::pem;

/// The namespace of what version 1.1 of XML encryption added.
const ENCRYPTION_11: &str = "http://www.w3.org/2009/xmlenc11#";
/// What is told of every assertion that does not decrypt, whichever step failed.
const UNDECRYPTABLE: &str = "the assertion cannot be decrypted with a private key of the provider";

/// A key that decrypts assertions.
pub struct DecryptingKey(OaepPrivateDecryptingKey);

impl DecryptingKey {
    /// Reads PEM that holds one RSA key of at least 2,048 bits without a password: PKCS #8 or PKCS #1.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let blocks = pem::blocks(text)?;
        let [block] = blocks.as_slice() else { return None };
        let bytes = block.bytes.reveal();
        let pair = match block.label {
            "RSA PRIVATE KEY" => RsaKeyPair::from_der(bytes).ok()?,
            "PRIVATE KEY" => RsaKeyPair::from_pkcs8(bytes).ok()?,
            _ => return None,
        };
        let pkcs8: Pkcs8V1Der<'_> = pair.as_der().ok()?;
        let key = PrivateDecryptingKey::from_pkcs8(pkcs8.as_ref()).ok()?;
        Some(Self(OaepPrivateDecryptingKey::new(key).ok()?))
    }

    fn unwrap(&self, algorithm: &'static OaepAlgorithm, wrapped: &[u8]) -> Option<Vec<u8>> {
        let mut room = vec![0; self.0.min_output_size()];
        Some(self.0.decrypt(algorithm, wrapped, &mut room, None).ok()?.to_vec())
    }
}

/// Decrypts an EncryptedAssertion, and gives the text of the assertion within.
pub(super) fn decrypt(encrypted: Element<'_, '_>, keys: &[DecryptingKey]) -> Result<String, Malformed> {
    let data = encrypted.one(ENCRYPTION, "EncryptedData")?;
    if encrypted.children().count() != 1 {
        return malformed("EncryptedAssertion holds more than EncryptedData");
    }
    let method = data.one(ENCRYPTION, "EncryptionMethod")?;
    let cipher = Cipher::of(method)?;
    let info = data.one(SIGNATURE, "KeyInfo")?;
    let wrapped = info.one(ENCRYPTION, "EncryptedKey")?;
    let transport = transport(wrapped.one(ENCRYPTION, "EncryptionMethod")?)?;
    let (wrapped, sealed) = (cipher_value(wrapped)?, cipher_value(data)?);
    let opened = keys.iter().find_map(|key| {
        let secret = key.unwrap(transport, &wrapped)?;
        String::from_utf8(cipher.open(&secret, sealed.clone())?).ok()
    });
    match opened {
        Some(text) => Ok(text),
        None => malformed(UNDECRYPTABLE),
    }
}

fn cipher_value(element: Element<'_, '_>) -> Result<Vec<u8>, Malformed> {
    element.one(ENCRYPTION, "CipherData")?.one(ENCRYPTION, "CipherValue")?.bytes()
}

fn transport(method: Element<'_, '_>) -> Result<&'static OaepAlgorithm, Malformed> {
    let refused = || malformed("the algorithm that encrypts the assertion's key is not allowed");
    if method.optional(ENCRYPTION, "OAEPparams")?.is_some() {
        return refused();
    }
    let digest = method.optional(SIGNATURE, "DigestMethod")?;
    let digest =
        digest.map_or(Some("http://www.w3.org/2000/09/xmldsig#sha1"), |one| one.attribute("Algorithm"));
    let mask = method.optional(ENCRYPTION_11, "MGF")?;
    let mask =
        mask.map_or(Some("http://www.w3.org/2009/xmlenc11#mgf1sha1"), |one| one.attribute("Algorithm"));
    match method.attribute("Algorithm") {
        // The older of the two always masks with SHA-1.
        Some("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p") => {
            if digest == Some("http://www.w3.org/2000/09/xmldsig#sha1") {
                return Ok(&OAEP_SHA1_MGF1SHA1);
            }
            refused()
        }
        Some("http://www.w3.org/2009/xmlenc11#rsa-oaep") => match (digest, mask) {
            (
                Some("http://www.w3.org/2000/09/xmldsig#sha1"),
                Some("http://www.w3.org/2009/xmlenc11#mgf1sha1"),
            ) => Ok(&OAEP_SHA1_MGF1SHA1),
            (
                Some("http://www.w3.org/2001/04/xmlenc#sha256"),
                Some("http://www.w3.org/2009/xmlenc11#mgf1sha256"),
            ) => Ok(&OAEP_SHA256_MGF1SHA256),
            (
                Some("http://www.w3.org/2001/04/xmldsig-more#sha384"),
                Some("http://www.w3.org/2009/xmlenc11#mgf1sha384"),
            ) => Ok(&OAEP_SHA384_MGF1SHA384),
            (
                Some("http://www.w3.org/2001/04/xmlenc#sha512"),
                Some("http://www.w3.org/2009/xmlenc11#mgf1sha512"),
            ) => Ok(&OAEP_SHA512_MGF1SHA512),
            _ => refused(),
        },
        _ => refused(),
    }
}

enum Cipher {
    Gcm(&'static aead::Algorithm),
    Cbc(&'static cipher::Algorithm),
}

impl Cipher {
    fn of(method: Element<'_, '_>) -> Result<Self, Malformed> {
        Ok(match method.attribute("Algorithm") {
            Some("http://www.w3.org/2009/xmlenc11#aes128-gcm") => Self::Gcm(&aead::AES_128_GCM),
            Some("http://www.w3.org/2009/xmlenc11#aes256-gcm") => Self::Gcm(&aead::AES_256_GCM),
            Some("http://www.w3.org/2001/04/xmlenc#aes128-cbc") => Self::Cbc(&cipher::AES_128),
            Some("http://www.w3.org/2001/04/xmlenc#aes256-cbc") => Self::Cbc(&cipher::AES_256),
            _ => return malformed("the algorithm that encrypts the assertion is not allowed"),
        })
    }

    fn open(&self, secret: &[u8], mut sealed: Vec<u8>) -> Option<Vec<u8>> {
        match self {
            Self::Gcm(algorithm) => {
                let mut body = sealed.split_off_checked(aead::NONCE_LEN)?;
                let nonce = Nonce::try_assume_unique_for_key(&sealed).ok()?;
                let key = LessSafeKey::new(UnboundKey::new(algorithm, secret).ok()?);
                Some(key.open_in_place(nonce, Aad::empty(), &mut body).ok()?.to_vec())
            }
            Self::Cbc(algorithm) => {
                let mut body = sealed.split_off_checked(cipher::AES_CBC_IV_LEN)?;
                let iv = FixedLength::try_from(sealed.as_slice()).ok()?;
                let key = cipher::DecryptingKey::cbc(UnboundCipherKey::new(algorithm, secret).ok()?).ok()?;
                let plain = key.decrypt(&mut body, DecryptionContext::Iv128(iv)).ok()?;
                // Of the padding only the last byte is defined: it tells how many bytes there are.
                let padding = usize::from(*plain.last()?);
                let length = plain.len().checked_sub(padding).filter(|_| (1..=16).contains(&padding))?;
                plain.get(..length).map(<[u8]>::to_vec)
            }
        }
    }
}

trait SplitOffChecked: Sized {
    /// What stands from `at` on, if there is that much before it.
    fn split_off_checked(&mut self, at: usize) -> Option<Self>;
}

impl SplitOffChecked for Vec<u8> {
    fn split_off_checked(&mut self, at: usize) -> Option<Self> {
        (at <= self.len()).then(|| self.split_off(at))
    }
}
