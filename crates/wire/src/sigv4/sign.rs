// SPDX-License-Identifier: Apache-2.0
//! Signs requests, for clients and for the tests of what verifies them.

use std::borrow::Cow;

use super::canonical::{canonical_request, percent_encode, string_to_sign_of, text};
use super::{ALGORITHM, Kind, Presented, SigningKey, TERMINATOR, instant, refusal};
use crate::request::Header;
use crate::{Fault, HttpRequest};

/// What a request is signed with.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The public half of the key.
    pub access_key_id: &'a str,
    /// The secret half of the key.
    pub secret_access_key: &'a str,
    /// The session token, when the credentials are temporary.
    pub security_token: Option<&'a str>,
}

/// Where a signature is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The region, such as `us-east-1`.
    pub region: &'a str,
    /// The service, such as `iam`.
    pub service: &'a str,
}

/// Signs a request in its headers: returns those to set on it, replacing any of the same name.
///
/// All headers that the request has are signed, but for those that proxies and HTTP libraries change.
///
/// # Errors
/// `SignatureDoesNotMatch` when the request has no `host`; `MalformedQueryString` when its query does not decode.
pub fn sign(
    request: &HttpRequest,
    credentials: &Credentials,
    scope: &Scope,
    epoch_seconds: i64,
) -> Result<Vec<(String, String)>, Fault> {
    let mut added = vec![("x-amz-date".to_owned(), instant::format_basic(epoch_seconds))];
    if let Some(token) = credentials.security_token {
        added.push(("x-amz-security-token".to_owned(), token.to_owned()));
    }
    let mut headers = signable_headers(request)?;
    headers.extend(added.iter().map(|(name, value)| (Cow::Borrowed(&**name), Cow::Borrowed(&**value))));
    let mut presented = claim(&headers, credentials, scope, epoch_seconds, Kind::Header);
    let signed = HttpRequest { headers: headers.clone(), ..request.clone() };
    presented.signature = compute(&signed, &presented, credentials)?.into();
    let Presented { access_key_id, date, region, service, signature, .. } = &presented;
    let signed_headers = presented.signed_headers.join(";");
    let authorization = format!(
        "{ALGORITHM} Credential={access_key_id}/{date}/{region}/{service}/{TERMINATOR}, \
         SignedHeaders={signed_headers}, Signature={signature}"
    );
    drop(presented);
    added.push(("authorization".to_owned(), authorization));
    Ok(added)
}

/// Signs a request in its query: returns the whole query to send, which need go with the signed headers only.
///
/// # Errors
/// `SignatureDoesNotMatch` when the request has no `host`; `MalformedQueryString` when its query does not decode.
pub fn presign(
    request: &HttpRequest,
    credentials: &Credentials,
    scope: &Scope,
    epoch_seconds: i64,
    expires_seconds: u32,
) -> Result<String, Fault> {
    let headers = signable_headers(request)?;
    let kind = Kind::Presigned { expires_seconds: Some(expires_seconds) };
    let mut presented = claim(&headers, credentials, scope, epoch_seconds, kind);
    let Presented { access_key_id, date, region, service, .. } = &presented;
    let credential = format!("{access_key_id}/{date}/{region}/{service}/{TERMINATOR}");
    let mut parameters = vec![
        ("X-Amz-Algorithm", ALGORITHM.to_owned()),
        ("X-Amz-Credential", credential),
        ("X-Amz-Date", instant::format_basic(epoch_seconds)),
        ("X-Amz-Expires", expires_seconds.to_string()),
        ("X-Amz-SignedHeaders", presented.signed_headers.join(";")),
    ];
    if let Some(token) = credentials.security_token {
        parameters.push(("X-Amz-Security-Token", token.to_owned()));
    }
    let mut query = request.query.to_owned();
    for (name, value) in parameters {
        if !query.is_empty() {
            query.push('&');
        }
        query += &format!("{name}={}", percent_encode(value.as_bytes()));
    }
    let signed = HttpRequest { headers: headers.clone(), query: &query, ..request.clone() };
    presented.signature = compute(&signed, &presented, credentials)?.into();
    Ok(format!("{query}&X-Amz-Signature={}", presented.signature))
}

fn claim<'a>(
    headers: &'a [Header<'_>],
    credentials: &Credentials<'a>,
    scope: &Scope<'a>,
    epoch_seconds: i64,
    kind: Kind,
) -> Presented<'a> {
    let mut signed_headers: Vec<Cow<'a, str>> =
        headers.iter().map(|(name, _)| Cow::Borrowed(&**name)).collect();
    signed_headers.sort();
    signed_headers.dedup();
    Presented {
        access_key_id: credentials.access_key_id.into(),
        date: instant::format_day(epoch_seconds).into(),
        region: scope.region.into(),
        service: scope.service.into(),
        terminator: TERMINATOR.into(),
        signed_headers,
        signature: Cow::Borrowed(""),
        timestamp: epoch_seconds,
        security_token: credentials.security_token.map(Cow::Borrowed),
        kind,
    }
}

fn compute(request: &HttpRequest, presented: &Presented, credentials: &Credentials) -> Result<String, Fault> {
    let canonical = canonical_request(request, &presented.signed_headers)?;
    let to_sign = string_to_sign_of(presented, canonical.as_bytes());
    let Presented { date, region, service, .. } = presented;
    let key = SigningKey::derive(credentials.secret_access_key.as_bytes(), date, region, service);
    Ok(text(key.sign(&to_sign).as_bytes().to_vec()))
}

fn signable_headers<'a>(request: &HttpRequest<'a>) -> Result<Vec<Header<'a>>, Fault> {
    if request.header("host").is_none() {
        return Err(refusal::unsigned_header("host"));
    }
    let unsigned = |name: &str| UNSIGNED_HEADERS.contains(&name);
    let signable = request.headers.iter().filter(|(name, _)| !unsigned(name));
    Ok(signable.cloned().collect())
}

/// Headers that change on the way, and those that signing sets itself.
const UNSIGNED_HEADERS: [&str; 12] = [
    "accept-encoding",
    "authorization",
    "connection",
    "expect",
    "keep-alive",
    "te",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amz-date",
    "x-amz-security-token",
    "x-amzn-trace-id",
];
