// SPDX-License-Identifier: Apache-2.0
//! The cryptography: hashes, the derived key, and the signature made with it.

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::TERMINATOR;
use crate::secret::Secret;

/// A key derived from a secret for one day, region and service, so that what leaks is worth no more.
///
/// Deriving it takes as long as everything else that verifying takes, and its result depends on nothing but its
/// inputs, so that it can be kept for the requests that follow.
#[derive(Clone)]
pub struct SigningKey(hmac::Key);

impl SigningKey {
    /// Derives the key.
    pub fn derive(secret: &[u8], date: &str, region: &str, service: &str) -> Self {
        let mut key = Vec::with_capacity(secret.len().saturating_add(4));
        key.extend_from_slice(b"AWS4");
        key.extend_from_slice(secret);
        let key = Secret::new(key);
        let mut tag = authenticate(key.reveal(), date);
        for step in [region, service, TERMINATOR] {
            tag = authenticate(tag.as_ref(), step);
        }
        Self(hmac::Key::new(hmac::HMAC_SHA256, tag.as_ref()))
    }

    /// The signature over a string to sign.
    pub(super) fn sign(&self, string_to_sign: &[u8]) -> Hexadecimal {
        Hexadecimal::of(hmac::sign(&self.0, string_to_sign).as_ref())
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SigningKey(…)")
    }
}

/// The SHA-256 hash of some bytes.
pub(super) fn hash(bytes: &[u8]) -> Hexadecimal {
    Hexadecimal::of(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// The SHA-256 hash of some bytes in Base64, the form in which faults name an `Authorization` header.
pub(super) fn hash_base64(bytes: &[u8]) -> String {
    STANDARD.encode(digest::digest(&digest::SHA256, bytes))
}

fn authenticate(key: &[u8], message: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message.as_bytes())
}

/// 32 bytes as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hexadecimal([u8; 64]);

impl Hexadecimal {
    fn of(bytes: &[u8]) -> Self {
        let bytes: [u8; 32] = bytes.try_into().unwrap_or_default();
        let mut digits = [0; 64];
        for (pair, byte) in digits.as_chunks_mut().0.iter_mut().zip(bytes) {
            *pair = [digit(byte >> 4), digit(byte & 15)];
        }
        Self(digits)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

fn digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' - 10 + value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_of_nothing_is_the_known_one() {
        assert_eq!(hash(b"").as_bytes(), b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(hash_base64(b""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
