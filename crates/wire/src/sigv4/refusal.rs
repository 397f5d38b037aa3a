// SPDX-License-Identifier: Apache-2.0
//! The faults of authentication in AWS's words, and the few that AWS has no words for.

use super::instant::format_basic;
use super::signature::hash_base64;
use super::{ALGORITHM, AUTHORIZATION_BYTES_MAX, EXPIRES_SECONDS_MAX, SIGNED_HEADERS_MAX, TERMINATOR};
use crate::Fault;

/// There are no credentials at all.
pub(super) fn missing_authentication_token() -> Fault {
    Fault::sender("MissingAuthenticationToken", 403, "Request is missing Authentication Token")
}

/// Header and query both hold credentials, and which counts is not ours to guess.
pub(super) fn two_credentials() -> Fault {
    mismatch("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.")
}

/// The request is signed the way that Signature Version 4 replaced.
pub(super) fn signature_version_2() -> Fault {
    incomplete("AWS Signature Version 2 is not supported.")
}

/// The algorithm is not the one that is understood.
pub(super) fn unsupported_algorithm(algorithm: &str) -> Fault {
    incomplete(format!("Unsupported AWS 'algorithm': '{algorithm}' (only {ALGORITHM} for now). "))
}

/// An element of the `Authorization` header has no `=`. AWS names the header by its hash.
pub(super) fn missing_equal_sign(authorization: &str) -> Fault {
    let hash = hash_base64(authorization.as_bytes());
    incomplete(format!(
        "Invalid key=value pair (missing equal-sign) in Authorization header \
         (hashed with SHA-256 and encoded with Base64): '{hash}'."
    ))
}

/// Parts of the `Authorization` header are missing; AWS lists them all.
pub(super) fn missing_from_header(parameters: &[&str], no_date: bool, authorization: &str) -> Fault {
    let mut message = String::new();
    for parameter in parameters {
        message += &format!("Authorization header requires '{parameter}' parameter. ");
    }
    if no_date {
        message += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
    }
    let hash = hash_base64(authorization.as_bytes());
    incomplete(format!("{message}(Hashed with SHA-256 and encoded with Base64) Authorization={hash}"))
}

/// Parts of a presigned query are missing; AWS lists them all.
pub(super) fn missing_from_query(parameters: &[&str]) -> Fault {
    let mut message = String::new();
    for parameter in parameters {
        message += &format!("AWS query-string parameters must include '{parameter}'. ");
    }
    incomplete(message + "Re-examine the query-string parameters.")
}

/// The time of signing cannot be read.
pub(super) fn malformed_date(date: &str) -> Fault {
    incomplete(format!(
        "Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601"
    ))
}

/// The credential does not have its five parts.
pub(super) fn malformed_credential(credential: &str) -> Fault {
    incomplete(format!(
        "Credential must have exactly 5 slash-delimited elements, \
         e.g. keyid/date/region/service/term, got '{credential}'"
    ))
}

/// The query does not decode.
pub(super) fn malformed_query_string() -> Fault {
    Fault::sender("MalformedQueryString", 404, "The query string contains a syntax error.")
}

/// `X-Amz-Expires` is no number of seconds that is allowed (1 to 604800).
pub(super) fn malformed_expires(not_a_number: bool) -> Fault {
    incomplete(if not_a_number {
        "X-Amz-Expires should be a number".to_owned()
    } else {
        format!("X-Amz-Expires must be between 1 and {EXPIRES_SECONDS_MAX} seconds")
    })
}

/// A header that every signature must cover is not covered.
pub(super) fn unsigned_header(name: &str) -> Fault {
    let name = if name == "host" { "'Host' or ':authority'".to_owned() } else { format!("'{name}'") };
    mismatch(format!("{name} must be a 'SignedHeader' in the AWS Authorization."))
}

/// Something that says who signs, or when, is there twice. AWS has no text for it.
pub(super) fn given_twice(name: &str) -> Fault {
    incomplete(format!("'{name}' must be given only once."))
}

/// The `Authorization` header is longer than is read. AWS has no text for it.
pub(super) fn authorization_too_long() -> Fault {
    incomplete(format!("Authorization header must not be longer than {AUTHORIZATION_BYTES_MAX} bytes."))
}

/// More headers are signed than is allowed. AWS has no text for it.
pub(super) fn too_many_signed_headers() -> Fault {
    incomplete(format!("'SignedHeaders' must not name more than {SIGNED_HEADERS_MAX} headers."))
}

/// The request was signed too long ago.
pub(super) fn expired(signed: i64, now: i64, skew_seconds: u32) -> Fault {
    let earliest = now.saturating_sub(i64::from(skew_seconds));
    let (signed, earliest, now) = (format_basic(signed), format_basic(earliest), format_basic(now));
    let skew = duration(skew_seconds);
    mismatch(format!("Signature expired: {signed} is now earlier than {earliest} ({now} - {skew}.)"))
}

/// The request was signed in the future.
pub(super) fn not_yet_current(signed: i64, now: i64, skew_seconds: u32) -> Fault {
    let latest = now.saturating_add(i64::from(skew_seconds));
    let (signed, latest, now) = (format_basic(signed), format_basic(latest), format_basic(now));
    let skew = duration(skew_seconds);
    mismatch(format!("Signature not yet current: {signed} is still later than {latest} ({now} + {skew}.)"))
}

/// The credential's scope is not this service, day or signature version; AWS lists all that is wrong.
pub(super) fn wrong_scope(complaints: Vec<String>) -> Fault {
    mismatch(complaints.concat())
}

/// The region of the scope is not one.
pub(super) fn wrong_region(region: &str) -> String {
    format!("Credential should be scoped to a valid region, not '{region}'. ")
}

/// The service of the scope is another one.
pub(super) fn wrong_service(service: &str) -> String {
    format!("Credential should be scoped to correct service: '{service}'. ")
}

/// The scope does not end as it must.
pub(super) fn wrong_terminator(terminator: &str) -> String {
    format!("Credential should be scoped with a valid terminator: '{TERMINATOR}', not '{terminator}'. ")
}

/// The day of the scope is not the day of the signature's time.
pub(super) fn wrong_day(scope: &str, signed: i64) -> String {
    let time = format_basic(signed);
    let day: String = time.chars().take(8).collect();
    format!(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
         '{scope}' != '{day}', from '{time}'."
    )
}

/// The signature is not the one that the secret gives.
pub(super) fn wrong_signature(canonical_request: &str, string_to_sign: &str) -> Fault {
    mismatch(format!(
        "The request signature we calculated does not match the signature you provided. \
         Check your AWS Secret Access Key and signing method. \
         Consult the service documentation for details.\n\n\
         The Canonical String for this request should have been\n'{canonical_request}'\n\n\
         The String-to-Sign should have been\n'{string_to_sign}'\n"
    ))
}

fn incomplete(message: impl Into<String>) -> Fault {
    Fault::sender("IncompleteSignature", 400, message)
}

fn mismatch(message: impl Into<String>) -> Fault {
    Fault::sender("SignatureDoesNotMatch", 403, message)
}

fn duration(seconds: u32) -> String {
    if seconds.is_multiple_of(60) { format!("{} min", seconds / 60) } else { format!("{seconds} sec") }
}
