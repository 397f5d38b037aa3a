// SPDX-License-Identifier: Apache-2.0
//! The cryptography: hashes, the derived key, and the signature made with it.

use aws_lc_rs::{digest, hmac};

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
    base64(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn authenticate(key: &[u8], message: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message.as_bytes())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| symbol(b"0123456789abcdef", digit))
        .collect()
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| chunk.get(index).copied().unwrap_or(0);
        let digits = [
            byte(0) >> 2,
            (byte(0) & 3) << 4 | byte(1) >> 4,
            (byte(1) & 15) << 2 | byte(2) >> 6,
            byte(2) & 63,
        ];
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        text.extend(digits.iter().take(chunk.len() + 1).map(|digit| symbol(alphabet, *digit)));
        text.extend(std::iter::repeat_n('=', 3_usize.saturating_sub(chunk.len())));
    }
    text
}

fn symbol(alphabet: &[u8], digit: u8) -> char {
    char::from(alphabet.get(usize::from(digit)).copied().unwrap_or(b'?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_matches_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("\u{ff}>?", "w78+Pw=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn hash_of_nothing_is_the_known_one() {
        assert_eq!(hash(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(hash_base64(b""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
