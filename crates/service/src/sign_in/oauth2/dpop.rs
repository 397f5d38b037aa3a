// SPDX-License-Identifier: Apache-2.0
//! DPoP (RFC 9449): that whoever asks for a token has a key, to which the token is then bound.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use data_encoding::HEXLOWER;
use portcullis_directory::record::UsedAssertion;
use serde_json::{Map, Value};

use super::TOKEN_PATH;
use super::url::is_own;
use crate::door::Door;

/// The longest proof that is read, in bytes.
const BYTES_MAX: usize = 4_096;
/// The longest `jti`, in bytes.
const ID_BYTES_MAX: usize = 256;
/// The bytes of a coordinate on the curve.
const COORDINATE_BYTES: usize = 32;

/// A proof that holds.
#[derive(Debug)]
pub(super) struct Proof {
    /// The thumbprint of the key (RFC 7638).
    pub(super) thumbprint: Vec<u8>,
    /// What keeps the proof from being taken again.
    pub(super) used: UsedAssertion,
}

/// Verifies the proof that a request brings. Only ES256 is taken, which is what AWS's tools sign with.
///
/// # Errors
/// What is wrong with it.
pub(super) fn verify(door: &Door<'_>) -> Result<Proof, &'static str> {
    let mut found = door.incoming.http.headers.iter().filter(|(name, _)| name == "dpop");
    let (_, text) = found.next().ok_or("the header `DPoP` is missing")?;
    if found.next().is_some() {
        return Err("there is more than one header `DPoP`");
    }
    let own = &door.settings.public_url;
    judge(text, |url| is_own(url, own, TOKEN_PATH), door.now(), door.settings.skew_seconds.into())
}

fn judge(
    text: &str,
    is_here: impl FnOnce(&str) -> bool,
    now: i64,
    skew_seconds: i64,
) -> Result<Proof, &'static str> {
    const NOT_A_TOKEN: &str = "the DPoP proof is no JSON Web Token";
    if text.len() > BYTES_MAX {
        return Err("the DPoP proof is too long");
    }
    let (input, signature) = text.rsplit_once('.').ok_or(NOT_A_TOKEN)?;
    let (header, payload) = input.split_once('.').ok_or(NOT_A_TOKEN)?;
    let (header, payload) = (object(header).ok_or(NOT_A_TOKEN)?, object(payload).ok_or(NOT_A_TOKEN)?);
    if member(&header, "typ") != Some("dpop+jwt") {
        return Err("the type of the DPoP proof is not `dpop+jwt`");
    }
    if member(&header, "alg") != Some("ES256") {
        return Err("the DPoP proof is not signed with ES256");
    }
    if header.contains_key("crit") {
        return Err("the DPoP proof demands an extension");
    }
    let key = header.get("jwk").and_then(Value::as_object).and_then(Key::read);
    let key = key.ok_or("the key of the DPoP proof is no public key on P-256")?;
    let signature = BASE64.decode(signature).map_err(|_| NOT_A_TOKEN)?;
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point())
        .verify(input.as_bytes(), &signature)
        .map_err(|_| "the signature of the DPoP proof is wrong")?;
    if member(&payload, "htm") != Some("POST") {
        return Err("the DPoP proof is for another method");
    }
    if !member(&payload, "htu").is_some_and(is_here) {
        return Err("the DPoP proof is for another URL than that of this endpoint");
    }
    let issued_at = payload.get("iat").and_then(Value::as_i64).ok_or("the DPoP proof has no time")?;
    if now.saturating_sub(issued_at).saturating_abs() > skew_seconds {
        return Err("the time of the DPoP proof is too far from the server's");
    }
    let id = member(&payload, "jti").filter(|id| (1..=ID_BYTES_MAX).contains(&id.len()));
    let id = id.ok_or("the DPoP proof has no id")?;
    let thumbprint = key.thumbprint();
    let named = digest(&SHA256, &[thumbprint.as_slice(), id.as_bytes()].concat());
    let used = UsedAssertion {
        id: format!("dpop/{}", HEXLOWER.encode(named.as_ref())),
        expires_at: issued_at.saturating_add(skew_seconds),
    };
    Ok(Proof { thumbprint, used })
}

fn object(part: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&BASE64.decode(part).ok()?).ok()
}

fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

/// A public key on P-256.
struct Key {
    x: Vec<u8>,
    y: Vec<u8>,
}

impl Key {
    /// Reads a JSON Web Key (RFC 7518). One that holds its private half is refused: it is nobody's alone any more.
    fn read(jwk: &Map<String, Value>) -> Option<Self> {
        let is_it = member(jwk, "kty") == Some("EC") && member(jwk, "crv") == Some("P-256");
        if !is_it || jwk.contains_key("d") {
            return None;
        }
        let coordinate = |name: &str| {
            BASE64.decode(member(jwk, name)?).ok().filter(|bytes| bytes.len() == COORDINATE_BYTES)
        };
        Some(Self { x: coordinate("x")?, y: coordinate("y")? })
    }

    /// The point as it is without compression (SEC 1, 2.3.3). Whether it lies on the curve, verifying finds out.
    fn point(&self) -> Vec<u8> {
        [&[4], self.x.as_slice(), self.y.as_slice()].concat()
    }

    fn thumbprint(&self) -> Vec<u8> {
        let (x, y) = (BASE64.encode(&self.x), BASE64.encode(&self.y));
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        digest(&SHA256, canonical.as_bytes()).as_ref().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The proof of RFC 9449, section 4.1, for a token request.
    const EXAMPLE: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
    const AT: i64 = 1_562_262_616;

    fn judged(text: &str, now: i64) -> Result<Proof, &'static str> {
        judge(text, |url| url == "https://server.example.com/token", now, 60)
    }

    #[test]
    fn the_standards_own_proof_holds_in_its_time() {
        let proof = judged(EXAMPLE, AT).unwrap();
        // RFC 9449, section 6.1, gives the thumbprint of this key.
        assert_eq!(BASE64.encode(proof.thumbprint), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        assert_eq!(proof.used.expires_at, AT + 60);
        for now in [AT - 60, AT + 60] {
            assert!(judged(EXAMPLE, now).is_ok());
        }
        for now in [AT - 61, AT + 61, i64::MIN, i64::MAX] {
            assert_eq!(
                judged(EXAMPLE, now).unwrap_err(),
                "the time of the DPoP proof is too far from the server's"
            );
        }
        assert!(judge(EXAMPLE, |_| false, AT, 60).is_err());
    }

    #[test]
    fn no_letter_of_a_proof_may_be_another() {
        for at in 0..EXAMPLE.len() {
            let mut changed = EXAMPLE.as_bytes().to_vec();
            let letter = changed.get_mut(at).unwrap();
            *letter = if *letter == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(judged(&changed, AT).is_err(), "{at}");
        }
    }
}
