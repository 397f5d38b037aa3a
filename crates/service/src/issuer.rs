// SPDX-License-Identifier: Apache-2.0
//! An account as an issuer of tokens: its URL, what it publishes, and the keys that sign.
//!
//! A key signs for ninety days. One that is retired loses its private half at once, and its public half is published
//! until the last token that it signed has expired.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_directory::Account;
use portcullis_directory::change::{Change, Key, Kind};
use portcullis_directory::record::{PublicKey, SigningAlgorithm, SigningKey};
use portcullis_wire::{Fault, faults};

use crate::context::Context;
use crate::json::Json;
use crate::signing::NewSigningKey;

/// Where issuers stand below the public URL.
pub const PATH: &str = "/oidc/";

/// How long a key signs: ninety days, in seconds.
const SIGNING_SECONDS: i64 = 90 * 24 * 3_600;

/// How long a key is published after it signed last: twice the longest life of a token, in seconds.
const PUBLISHED_SECONDS: i64 = 2 * 3_600;

/// The issuer's URL, the `iss` of its tokens.
pub fn url(public_url: &str, issuer_id: &str) -> String {
    format!("{public_url}{PATH}{issuer_id}")
}

/// The discovery document: what AWS's has, and `response_types_supported`, which clients that follow OpenID Connect
/// to the letter miss there.
pub fn discovery(public_url: &str, issuer_id: &str) -> String {
    let issuer = url(public_url, issuer_id);
    let texts = |texts: &[&str]| Json::Array(texts.iter().map(|text| Json::text(*text)).collect());
    let claims = ["sub", "iss", "aud", "exp", "iat", "jti", CLAIMS_NAMESPACE];
    let algorithms = SigningAlgorithm::ALL.map(SigningAlgorithm::as_str);
    Json::object([
        ("claims_supported", texts(&claims)),
        ("id_token_signing_alg_values_supported", texts(&algorithms)),
        ("issuer", Json::text(&*issuer)),
        ("jwks_uri", Json::text(format!("{issuer}/.well-known/jwks.json"))),
        ("response_types_supported", texts(&["id_token"])),
        ("subject_types_supported", texts(&["public"])),
    ])
    .to_string()
}

/// The claim under which AWS's own claims stand.
pub(crate) const CLAIMS_NAMESPACE: &str = "https://sts.amazonaws.com/";

/// The public keys with which the account's tokens can be verified now, as a JWK set.
pub fn keys(account: &Account, now: i64) -> String {
    let keys = account.signing_keys().filter(|key| is_published(key, now)).map(|key| jwk(key));
    Json::object([("keys", Json::Array(keys.collect()))]).to_string()
}

fn is_published(key: &SigningKey, now: i64) -> bool {
    key.retired_at.is_none_or(|at| now - at <= PUBLISHED_SECONDS)
}

fn jwk(key: &SigningKey) -> Json {
    let mut jwk = Json::Object(
        components(&key.public).into_iter().map(|(name, value)| (name.into(), Json::text(value))).collect(),
    );
    jwk.set("kid", Json::text(&*key.id));
    jwk.set("alg", Json::text(key.public.algorithm().as_str()));
    jwk.set("use", Json::text("sig"));
    jwk
}

/// The members of a JWK that make the key, in the order in which a thumbprint takes them (RFC 7638).
fn components(public: &PublicKey) -> Vec<(&'static str, String)> {
    let number = |bytes: &[u8]| BASE64.encode(bytes);
    match public {
        PublicKey::P384 { x, y } => {
            vec![("crv", "P-384".to_owned()), ("kty", "EC".to_owned()), ("x", number(x)), ("y", number(y))]
        }
        PublicKey::Rsa { modulus, exponent } => {
            vec![("e", number(exponent)), ("kty", "RSA".to_owned()), ("n", number(modulus))]
        }
    }
}

fn thumbprint(public: &PublicKey) -> String {
    let members = components(public).into_iter().map(|(name, value)| (name.into(), Json::text(value)));
    let json = Json::Object(members.collect()).to_string();
    BASE64.encode(digest(&SHA256, json.as_bytes()))
}

/// The changes after which the account has a fresh key for each algorithm; none if it has them.
///
/// # Errors
/// New keys are needed and not at hand: they are asked for, and the call is decided again.
pub(crate) fn refresh_keys(cx: &Context<'_>) -> Result<Vec<Change>, Fault> {
    let (account, now) = (cx.account(), cx.now());
    let stale: Vec<_> =
        SigningAlgorithm::ALL.into_iter().filter(|one| !is_fresh(account, *one, now)).collect();
    if stale.is_empty() {
        return Ok(Vec::new());
    }
    let made = cx.moment.signing_keys().ok_or_else(|| faults::service_unavailable("Try again."))?;
    let mut changes: Vec<Change> = account
        .signing_keys()
        .filter(|key| !is_published(key, now))
        .map(|key| Change::Remove(Key::new(Kind::SigningKey, &key.id)))
        .collect();
    for algorithm in stale {
        if let Some(old) = account.signing_key(algorithm) {
            changes.push(Change::put(SigningKey {
                retired_at: Some(now),
                private: None,
                ..SigningKey::clone(old)
            }));
        }
        changes
            .extend(made.iter().filter(|key| key.public.algorithm() == algorithm).map(|key| put(key, now)));
    }
    Ok(changes)
}

fn is_fresh(account: &Account, algorithm: SigningAlgorithm, now: i64) -> bool {
    account.signing_key(algorithm).is_some_and(|key| now - key.created_at < SIGNING_SECONDS)
}

fn put(made: &NewSigningKey, now: i64) -> Change {
    Change::put(SigningKey {
        id: thumbprint(&made.public),
        created_at: now,
        retired_at: None,
        public: made.public.clone(),
        private: Some(made.private.clone()),
    })
}

/// The key that signs with this algorithm once these changes are made.
pub(crate) fn signing_key(
    account: &Account,
    changes: &[Change],
    algorithm: SigningAlgorithm,
) -> Option<Arc<SigningKey>> {
    account.apply(account.revision(), changes).signing_key(algorithm).cloned()
}
