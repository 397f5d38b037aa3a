// SPDX-License-Identifier: Apache-2.0
//! Reads from a request who claims to have signed it, without believing it.

use std::borrow::Cow;

use memchr::memchr;

use super::canonical::decode_query;
use super::instant;
use super::refusal;
use super::{ALGORITHM, AUTHORIZATION_BYTES_MAX, EXPIRES_SECONDS_MAX, Kind, Presented, SIGNED_HEADERS_MAX};
use crate::{Fault, HttpRequest, scan};

/// Reads the credentials that a request presents, in its `Authorization` header or in its query.
///
/// # Errors
/// In the order of the checks: `MalformedQueryString` for a query that does not decode;
/// `MissingAuthenticationToken` for a request without credentials; `SignatureDoesNotMatch` for one with two;
/// `IncompleteSignature` for parts that are missing, repeated or unreadable; `SignatureDoesNotMatch` when `host`
/// or an `x-amz-` header is not signed; `IncompleteSignature` for an algorithm or a credential that is none.
pub fn parse<'a>(request: &'a HttpRequest) -> Result<Presented<'a>, Fault> {
    let query = decode_query(request.query)?;
    let headers = Headers::of(request);
    let authorization = headers.authorization.single("authorization")?;
    let presigned = query.iter().any(|(name, _)| name == b"X-Amz-Algorithm");
    let claim = match (authorization, presigned) {
        (Some(_), true) => return Err(refusal::two_credentials()),
        (Some(authorization), false) => from_header(&headers, authorization)?,
        (None, true) => from_query(&query)?,
        (None, false) => return Err(no_credentials(request)),
    };
    let signed_headers = signed_headers(request, &headers, &claim.signed_headers)?;
    if claim.algorithm != ALGORITHM {
        return Err(refusal::unsupported_algorithm(&claim.algorithm));
    }
    let Some([access_key_id, date, region, service, terminator]) = split_credential(&claim.credential) else {
        return Err(refusal::malformed_credential(&claim.credential));
    };
    Ok(Presented {
        access_key_id,
        date,
        region,
        service,
        terminator,
        signed_headers,
        signature: claim.signature,
        timestamp: claim.timestamp,
        security_token: claim.security_token,
        kind: claim.kind,
    })
}

/// What both forms hold, before the parts that they share are read.
struct Claim<'a> {
    algorithm: Cow<'a, str>,
    credential: Cow<'a, str>,
    signed_headers: Cow<'a, str>,
    signature: Cow<'a, str>,
    timestamp: i64,
    security_token: Option<Cow<'a, str>>,
    kind: Kind,
}

/// The five parts of a credential, borrowed if it is.
fn split_credential<'a>(credential: &Cow<'a, str>) -> Option<[Cow<'a, str>; 5]> {
    fn parts(credential: &str) -> Option<[&str; 5]> {
        let mut parts = scan::split(credential, b'/');
        let five = [parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?];
        parts.next().is_none().then_some(five)
    }
    Some(match credential {
        Cow::Borrowed(credential) => parts(credential)?.map(Cow::Borrowed),
        Cow::Owned(credential) => parts(credential)?.map(|part| Cow::Owned(part.to_owned())),
    })
}

fn from_header<'a>(headers: &Headers<'a>, authorization: &'a str) -> Result<Claim<'a>, Fault> {
    if authorization.len() > AUTHORIZATION_BYTES_MAX {
        return Err(refusal::authorization_too_long());
    }
    let (algorithm, mut parameters) = scan::split_once(authorization, b' ').unwrap_or((authorization, ""));
    if algorithm == "AWS" {
        return Err(refusal::signature_version_2());
    }
    if !algorithm.starts_with("AWS4-") {
        return Err(refusal::missing_authentication_token());
    }
    let [mut credential, mut signature, mut signed_headers] = [None, None, None];
    while let Some(parameter) = next_parameter(&mut parameters) {
        let (name, place, value) = if let Some(value) = parameter.strip_prefix("Credential=") {
            ("Credential", &mut credential, value)
        } else if let Some(value) = parameter.strip_prefix("SignedHeaders=") {
            ("SignedHeaders", &mut signed_headers, value)
        } else if let Some(value) = parameter.strip_prefix("Signature=") {
            ("Signature", &mut signature, value)
        } else if parameter.contains('=') {
            continue;
        } else {
            return Err(refusal::missing_equal_sign(authorization));
        };
        if place.replace(value).is_some() {
            return Err(refusal::given_twice(name));
        }
    }
    let amazon_date = headers.amazon_date.single("x-amz-date")?;
    let date = match amazon_date {
        Some(date) => Some(date),
        None => headers.date.single("date")?,
    };
    // An empty SignedHeaders passes here and fails where `host` is looked for, as it does at AWS.
    let given = |value: &&str| !value.is_empty();
    let found = (credential.filter(given), signature.filter(given), signed_headers, date);
    let (Some(credential), Some(signature), Some(signed_headers), Some(date)) = found else {
        let (credential, signature, signed_headers, date) = found;
        let parts = [("Credential", credential), ("Signature", signature), ("SignedHeaders", signed_headers)];
        let missing: Vec<&str> =
            parts.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| *name).collect();
        return Err(refusal::missing_from_header(&missing, date.is_none(), authorization));
    };
    let timestamp = instant::parse_basic(date).or_else(|| {
        // RFC 1123's form is HTTP's, so only the HTTP header may have it.
        if amazon_date.is_none() { instant::parse_http(date) } else { None }
    });
    Ok(Claim {
        algorithm: algorithm.into(),
        credential: credential.into(),
        signed_headers: signed_headers.into(),
        signature: signature.into(),
        timestamp: timestamp.ok_or_else(|| refusal::malformed_date(date))?,
        security_token: headers.security_token.single("x-amz-security-token")?.map(Cow::Borrowed),
        kind: Kind::Header,
    })
}

fn from_query<'a>(query: &[(Vec<u8>, Vec<u8>)]) -> Result<Claim<'a>, Fault> {
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
        algorithm: algorithm.into(),
        credential: credential.into(),
        signed_headers: signed_headers.into(),
        signature: signature.into(),
        timestamp: instant::parse_basic(&date).ok_or_else(|| refusal::malformed_date(&date))?,
        security_token: single_parameter(query, "X-Amz-Security-Token")?.map(Cow::Owned),
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
fn signed_headers<'a>(
    request: &HttpRequest,
    headers: &Headers<'_>,
    list: &Cow<'a, str>,
) -> Result<Vec<Cow<'a, str>>, Fault> {
    let mut names = Vec::with_capacity(list.len().div_ceil(NAME_BYTES).min(SIGNED_HEADERS_MAX + 1));
    match list {
        Cow::Borrowed(list) => {
            names.extend(scan::split(list, b';').take(SIGNED_HEADERS_MAX + 1).map(Cow::Borrowed));
        }
        Cow::Owned(list) => {
            let owned = list.split(';').take(SIGNED_HEADERS_MAX + 1).map(|name| Cow::Owned(name.to_owned()));
            names.extend(owned);
        }
    }
    if names.len() > SIGNED_HEADERS_MAX {
        return Err(refusal::too_many_signed_headers());
    }
    headers.host.single("host")?;
    let amazon = request.headers.iter().map(|(name, _)| &**name).filter(|name| name.starts_with("x-amz-"));
    for required in std::iter::once("host").chain(amazon) {
        if !names.iter().any(|name| name == required || name.eq_ignore_ascii_case(required)) {
            return Err(refusal::unsigned_header(required));
        }
    }
    Ok(names)
}

/// How long the names of signed headers are, more or less.
const NAME_BYTES: usize = 8;

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

/// The headers that say who signs and when, or where to; found in one walk.
#[derive(Default)]
struct Headers<'a> {
    authorization: Once<'a>,
    amazon_date: Once<'a>,
    date: Once<'a>,
    host: Once<'a>,
    security_token: Once<'a>,
}

impl<'a> Headers<'a> {
    fn of(request: &'a HttpRequest) -> Self {
        let mut found = Self::default();
        for (name, value) in &request.headers {
            let place = match &**name {
                "authorization" => &mut found.authorization,
                "x-amz-date" => &mut found.amazon_date,
                "date" => &mut found.date,
                "host" => &mut found.host,
                "x-amz-security-token" => &mut found.security_token,
                _ => continue,
            };
            *place = match place {
                Once::Absent => Once::Given(value.trim_ascii()),
                Once::Given(_) | Once::Repeated => Once::Repeated,
            };
        }
        found
    }
}

/// The value of a header that may be given once.
#[derive(Default)]
enum Once<'a> {
    #[default]
    Absent,
    Given(&'a str),
    Repeated,
}

impl<'a> Once<'a> {
    fn single(&self, name: &str) -> Result<Option<&'a str>, Fault> {
        match self {
            Self::Absent => Ok(None),
            Self::Given(value) => Ok(Some(value)),
            Self::Repeated => Err(refusal::given_twice(name)),
        }
    }
}

/// Takes the next of the parameters, which blanks and commas divide.
fn next_parameter<'a>(parameters: &mut &'a str) -> Option<&'a str> {
    let divides = |byte: u8| byte == b',' || byte.is_ascii_whitespace();
    let rest = parameters.get(parameters.bytes().position(|byte| !divides(byte))?..)?;
    let comma = memchr(b',', rest.as_bytes()).unwrap_or(rest.len());
    let (piece, _) = rest.split_at_checked(comma)?;
    // Blanks stand after commas, and next to never elsewhere.
    let may_have_blank = piece.bytes().fold(false, |found, byte| found | (byte <= b' '));
    let blank = if may_have_blank { piece.bytes().position(divides) } else { None };
    let (parameter, rest) = rest.split_at_checked(blank.unwrap_or(comma))?;
    *parameters = rest;
    Some(parameter)
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
