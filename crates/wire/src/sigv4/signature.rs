// SPDX-License-Identifier: Apache-2.0
//! The cryptography: hashes, the derived key, and the signature made with it.

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::TERMINATOR;
use crate::secret::Secret;

/// The signature over a string to sign, as 64 lower-case hexadecimal digits.
///
/// The key is derived from the secret for one day, region and service, so that what leaks is worth no more.
pub(super) fn compute(
    secret: &[u8],
    date: &str,
    region: &str,
    service: &str,
    string_to_sign: &str,
) -> String {
    let mut key = Vec::with_capacity(secret.len().saturating_add(4));
    key.extend_from_slice(b"AWS4");
    key.extend_from_slice(secret);
    let key = Secret::new(key);
    let mut tag = authenticate(key.reveal(), date);
    for step in [region, service, TERMINATOR, string_to_sign] {
        tag = authenticate(tag.as_ref(), step);
    }
    hexadecimal(tag.as_ref())
}

/// The SHA-256 hash of some bytes, as 64 lower-case hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    hexadecimal(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// The SHA-256 hash of some bytes in Base64, the form in which faults name an `Authorization` header.
pub(super) fn hash_base64(bytes: &[u8]) -> String {
    STANDARD.encode(digest::digest(&digest::SHA256, bytes))
}

fn authenticate(key: &[u8], message: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message.as_bytes())
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_of_nothing_is_the_known_one() {
        assert_eq!(hash(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(hash_base64(b""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
