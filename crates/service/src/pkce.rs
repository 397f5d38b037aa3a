// SPDX-License-Identifier: Apache-2.0
//! Proof that who brings a code also asked for it: PKCE by SHA-256 (RFC 7636).

use std::ops::RangeInclusive;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

/// The characters that a verifier may have (section 4.1).
const VERIFIER_LENGTH: RangeInclusive<usize> = 43..=128;
const CHALLENGE_BYTES: usize = 32;

/// The challenge that is shown of a verifier.
pub(crate) fn challenge(verifier: &str) -> String {
    BASE64.encode(digest(&SHA256, verifier.as_bytes()))
}

/// Reads a challenge. `None` if none of any verifier is such a text.
pub(crate) fn read_challenge(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok().filter(|bytes| bytes.len() == CHALLENGE_BYTES)
}

/// Whether a text is a verifier, and that of this challenge.
pub(crate) fn is_proven(verifier: &str, challenge: &[u8]) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    VERIFIER_LENGTH.contains(&verifier.len())
        && verifier.bytes().all(is_allowed)
        && verify_slices_are_equal(digest(&SHA256, verifier.as_bytes()).as_ref(), challenge).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn a_verifier_proves_its_challenge_alone() {
        assert_eq!(challenge(VERIFIER), CHALLENGE);
        let known = read_challenge(CHALLENGE).unwrap();
        assert!(is_proven(VERIFIER, &known));
        for wrong in [CHALLENGE, "", &VERIFIER.to_lowercase(), &format!("{VERIFIER}x")] {
            assert!(!is_proven(wrong, &known), "{wrong}");
        }
        for wrong in [&b""[..], known.split_last().unwrap().1, &[known.as_slice(), b"x"].concat()] {
            assert!(!is_proven(VERIFIER, wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_verifier_has_43_to_128_characters_that_need_no_escape() {
        let of_letter = |letter: &str, count: usize| letter.repeat(count);
        for (verifier, expected) in [
            (of_letter("a", 42), false),
            (of_letter("a", 43), true),
            (of_letter("~", 128), true),
            (of_letter("a", 129), false),
            (of_letter("+", 43), false),
            (of_letter("\u{e4}", 43), false),
        ] {
            let digest = digest(&SHA256, verifier.as_bytes());
            assert_eq!(is_proven(&verifier, digest.as_ref()), expected, "{verifier}");
        }
    }

    #[test]
    fn a_challenge_has_43_characters_of_base_64_for_urls() {
        let short = CHALLENGE.strip_suffix('M').unwrap();
        let long = format!("{CHALLENGE}A");
        let padded = format!("{CHALLENGE}=");
        let other_alphabet = CHALLENGE.replace('-', "+");
        for wrong in ["", short, &long, &padded, &other_alphabet] {
            assert_eq!(read_challenge(wrong), None, "{wrong}");
        }
    }
}
