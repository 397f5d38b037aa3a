// SPDX-License-Identifier: Apache-2.0
//! Reads from a request who claims to have signed it, without believing it.

use super::canonical::decode_query;
use super::instant;
use super::refusal;
use super::{ALGORITHM, AUTHORIZATION_BYTES_MAX, EXPIRES_SECONDS_MAX, Kind, Presented, SIGNED_HEADERS_MAX};
use crate::{Fault, HttpRequest};

/// Reads the credentials that a request presents, in its `Authorization` header or in its query.
///
/// # Errors
/// In the order of the checks: `MalformedQueryString` for a query that does not decode;
/// `MissingAuthenticationToken` for a request without credentials; `SignatureDoesNotMatch` for one with two;
/// `IncompleteSignature` for parts that are missing, repeated or unreadable; `SignatureDoesNotMatch` when `host`
/// or an `x-amz-` header is not signed; `IncompleteSignature` for an algorithm or a credential that is none.
pub fn parse(request: &HttpRequest) -> Result<Presented, Fault> {
    let query = decode_query(request.query)?;
    let authorization = single_header(request, "authorization")?;
    let presigned = query.iter().any(|(name, _)| name == b"X-Amz-Algorithm");
    let claim = match (authorization, presigned) {
        (Some(_), true) => return Err(refusal::two_credentials()),
        (Some(authorization), false) => from_header(request, authorization)?,
        (None, true) => from_query(&query)?,
        (None, false) => return Err(no_credentials(request)),
    };
    let signed_headers = signed_headers(request, &claim.signed_headers)?;
    if claim.algorithm != ALGORITHM {
        return Err(refusal::unsupported_algorithm(&claim.algorithm));
    }
    let parts: Vec<&str> = claim.credential.splitn(6, '/').collect();
    let &[access_key_id, date, region, service, terminator] = parts.as_slice() else {
        return Err(refusal::malformed_credential(&claim.credential));
    };
    Ok(Presented {
        access_key_id: access_key_id.to_owned(),
        date: date.to_owned(),
        region: region.to_owned(),
        service: service.to_owned(),
        terminator: terminator.to_owned(),
        signed_headers,
        signature: claim.signature,
        timestamp: claim.timestamp,
        security_token: claim.security_token,
        kind: claim.kind,
    })
}

/// What both forms hold, before the parts that they share are read.
struct Claim {
    algorithm: String,
    credential: String,
    signed_headers: String,
    signature: String,
    timestamp: i64,
    security_token: Option<String>,
    kind: Kind,
}

fn from_header(request: &HttpRequest, authorization: &str) -> Result<Claim, Fault> {
    if authorization.len() > AUTHORIZATION_BYTES_MAX {
        return Err(refusal::authorization_too_long());
    }
    let (algorithm, parameters) =
        authorization.trim_ascii().split_once(' ').unwrap_or((authorization.trim_ascii(), ""));
    if algorithm == "AWS" {
        return Err(refusal::signature_version_2());
    }
    if !algorithm.starts_with("AWS4-") {
        return Err(refusal::missing_authentication_token());
    }
    let [mut credential, mut signature, mut signed_headers] = [None, None, None];
    let blank_or_comma = |character: char| character == ',' || character.is_ascii_whitespace();
    for parameter in parameters.split(blank_or_comma).filter(|parameter| !parameter.is_empty()) {
        let Some((name, value)) = parameter.split_once('=') else {
            return Err(refusal::missing_equal_sign(authorization));
        };
        let place = match name {
            "Credential" => &mut credential,
            "Signature" => &mut signature,
            "SignedHeaders" => &mut signed_headers,
            _ => continue,
        };
        if place.replace(value.to_owned()).is_some() {
            return Err(refusal::given_twice(name));
        }
    }
    let date = match single_header(request, "x-amz-date")? {
        Some(date) => Some(date),
        None => single_header(request, "date")?,
    };
    let (mut missing, mut values) = (Vec::new(), Vec::new());
    // An empty SignedHeaders passes here and fails where `host` is looked for, as it does at AWS.
    for (name, value, may_be_empty) in [
        ("Credential", credential, false),
        ("Signature", signature, false),
        ("SignedHeaders", signed_headers, true),
    ] {
        match value {
            Some(value) if may_be_empty || !value.is_empty() => values.push(value),
            _ => missing.push(name),
        }
    }
    let (Ok([credential, signature, signed_headers]), Some(date)) = (<[String; 3]>::try_from(values), date)
    else {
        return Err(refusal::missing_from_header(&missing, date.is_none(), authorization));
    };
    let timestamp = instant::parse_basic(date).or_else(|| {
        // RFC 1123's form is HTTP's, so only the HTTP header may have it.
        if request.header("x-amz-date").is_none() { instant::parse_http(date) } else { None }
    });
    Ok(Claim {
        algorithm: algorithm.to_owned(),
        credential,
        signed_headers,
        signature,
        timestamp: timestamp.ok_or_else(|| refusal::malformed_date(date))?,
        security_token: single_header(request, "x-amz-security-token")?.map(str::to_owned),
        kind: Kind::Header,
    })
}

fn from_query(query: &[(Vec<u8>, Vec<u8>)]) -> Result<Claim, Fault> {
    const REQUIRED: [&str; 5] =
        ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];
    let (mut missing, mut values) = (Vec::new(), Vec::new());
    for name in REQUIRED {
        match single_parameter(query, name)? {
            Some(value) if !value.is_empty() => values.push(value),
            _ => missing.push(name),
        }
    }
    let Ok([algorithm, credential, signature, signed_headers, date]) = <[String; 5]>::try_from(values) else {
        return Err(refusal::missing_from_query(&missing));
    };
    let expires_seconds =
        single_parameter(query, "X-Amz-Expires")?.map(|text| parse_expires(&text)).transpose()?;
    Ok(Claim {
        algorithm,
        credential,
        signed_headers,
        signature,
        timestamp: instant::parse_basic(&date).ok_or_else(|| refusal::malformed_date(&date))?,
        security_token: single_parameter(query, "X-Amz-Security-Token")?,
        kind: Kind::Presigned { expires_seconds },
    })
}

fn parse_expires(text: &str) -> Result<u32, Fault> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refusal::malformed_expires(true));
    }
    text.parse()
        .ok()
        .filter(|seconds| (1..=EXPIRES_SECONDS_MAX).contains(seconds))
        .ok_or_else(|| refusal::malformed_expires(false))
}

/// The names of the signed headers; `host` and all headers that begin with `x-amz-` must be among them, or a
/// proxy could point the request elsewhere or change what it means.
fn signed_headers(request: &HttpRequest, list: &str) -> Result<Vec<String>, Fault> {
    let names: Vec<String> = list.split(';').take(SIGNED_HEADERS_MAX + 1).map(str::to_owned).collect();
    if names.len() > SIGNED_HEADERS_MAX {
        return Err(refusal::too_many_signed_headers());
    }
    single_header(request, "host")?;
    let amazon =
        request.headers.iter().map(|(name, _)| name.as_str()).filter(|name| name.starts_with("x-amz-"));
    for required in std::iter::once("host").chain(amazon) {
        if !names.iter().any(|name| name.eq_ignore_ascii_case(required)) {
            return Err(refusal::unsigned_header(required));
        }
    }
    Ok(names)
}

/// Tells a request of Signature Version 2 from one with no credentials at all.
fn no_credentials(request: &HttpRequest) -> Fault {
    let body = std::str::from_utf8(request.body).unwrap_or("");
    let mut pairs = request.query.split('&').chain(body.split('&'));
    if pairs.any(|pair| pair.starts_with("AWSAccessKeyId=")) {
        refusal::signature_version_2()
    } else {
        refusal::missing_authentication_token()
    }
}

fn single_header<'a>(request: &'a HttpRequest, name: &str) -> Result<Option<&'a str>, Fault> {
    let mut values = request.headers.iter().filter(|(header, _)| header == name);
    let value = values.next().map(|(_, value)| value.trim_ascii());
    if values.next().is_some() { Err(refusal::given_twice(name)) } else { Ok(value) }
}

fn single_parameter(query: &[(Vec<u8>, Vec<u8>)], name: &str) -> Result<Option<String>, Fault> {
    let mut values =
        query.iter().filter(|(parameter, _)| parameter == name.as_bytes()).map(|(_, value)| value);
    let value = values.next();
    if values.next().is_some() {
        return Err(refusal::given_twice(name));
    }
    value
        .map(|value| String::from_utf8(value.clone()))
        .transpose()
        .map_err(|_| refusal::malformed_query_string())
}
