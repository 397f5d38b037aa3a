// SPDX-License-Identifier: Apache-2.0
//! The canonical form of a request: the one text that signer and verifier both arrive at.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::instant;
use super::refusal;
use super::signature::hash;
use super::{ALGORITHM, Presented, TERMINATOR};
use crate::{Fault, HttpRequest};

/// The canonical request, covering the headers that are named.
///
/// The body is always hashed here: `x-amz-content-sha256` never replaces what was received, so that
/// `UNSIGNED-PAYLOAD`, which only S3 honours, proves nothing to IAM and STS.
/// A named header that the request lacks adds no line.
///
/// # Errors
/// `MalformedQueryString` when the query has a broken percent escape.
pub fn canonical_request(request: &HttpRequest, signed_headers: &[Cow<'_, str>]) -> Result<String, Fault> {
    canonical_request_of(request, signed_headers, hash(request.body).as_str())
}

/// The canonical request of a body with this hash.
pub(super) fn canonical_request_of(
    request: &HttpRequest,
    signed_headers: &[Cow<'_, str>],
    body_hash: &str,
) -> Result<String, Fault> {
    let mut text = String::with_capacity(CANONICAL_BYTES);
    text.push_str(request.method);
    text.push('\n');
    push_path(&mut text, request.path);
    text.push('\n');
    push_query(&mut text, request.query)?;
    text.push('\n');
    for name in signed_headers {
        push_header(&mut text, request, name);
    }
    text.push('\n');
    for (index, name) in signed_headers.iter().enumerate() {
        text.push_str(if index > 0 { ";" } else { "" });
        text.push_str(name);
    }
    text.push('\n');
    text.push_str(body_hash);
    Ok(text)
}

/// What most canonical requests need.
const CANONICAL_BYTES: usize = 1_024;

/// The string that is signed: the time, the credential scope, and the hash of the canonical request.
pub fn string_to_sign(presented: &Presented, canonical_request: &str) -> String {
    let Presented { date, region, service, .. } = presented;
    let mut text = String::with_capacity(TO_SIGN_BYTES);
    text.push_str(ALGORITHM);
    text.push('\n');
    text.extend(instant::basic(presented.timestamp));
    text.push('\n');
    for part in [&**date, "/", region, "/", service, "/", TERMINATOR, "\n"] {
        text.push_str(part);
    }
    text.push_str(hash(canonical_request.as_bytes()).as_str());
    text
}

/// What most strings to sign need.
const TO_SIGN_BYTES: usize = 160;

/// A query's names and values, decoded.
pub(super) type Parameters = Vec<(Vec<u8>, Vec<u8>)>;

/// Decodes a query; `+` is a space, as it is where the parameters are read.
pub(super) fn decode_query(raw: &str) -> Result<Parameters, Fault> {
    let pairs = raw.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((percent_decode(name)?, percent_decode(value)?))
        })
        .collect::<Option<_>>()
        .ok_or_else(refusal::malformed_query_string)
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
pub(super) fn percent_encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    encode_into(&mut text, bytes);
    text
}

/// Removes dot segments and empty ones, then encodes; the path came encoded, so this is its second time, as for
/// every service but S3.
fn push_path(text: &mut String, raw: &str) {
    if raw == "/" {
        text.push('/');
        return;
    }
    let mut segments = Vec::new();
    for segment in raw.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    for segment in &segments {
        text.push('/');
        encode_into(text, segment.as_bytes());
    }
    if segments.is_empty() || raw.ends_with('/') {
        text.push('/');
    }
}

/// Every parameter but the signature itself, encoded strictly and sorted by name, then value.
fn push_query(text: &mut String, raw: &str) -> Result<(), Fault> {
    let mut pairs: Vec<(String, String)> = decode_query(raw)?
        .iter()
        .filter(|(name, _)| name != b"X-Amz-Signature")
        .map(|(name, value)| (percent_encode(name), percent_encode(value)))
        .collect();
    pairs.sort();
    for (index, (name, value)) in pairs.iter().enumerate() {
        text.push_str(if index > 0 { "&" } else { "" });
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
    Ok(())
}

/// The line of a header: all its values in the order they came, each trimmed and with its runs of blanks made one. A
/// header that the request lacks has none.
fn push_header(text: &mut String, request: &HttpRequest, name: &str) {
    let before = text.len();
    text.push_str(name);
    let mut separator = ':';
    for (_, value) in request.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name)) {
        text.push(std::mem::replace(&mut separator, ','));
        for (index, word) in value.split_ascii_whitespace().enumerate() {
            text.push_str(if index > 0 { " " } else { "" });
            text.push_str(word);
        }
    }
    match separator {
        ':' => text.truncate(before),
        _ => text.push('\n'),
    }
}

fn encode_into(text: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
}

fn percent_decode(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => digit(bytes.next()?)? << 4 | digit(bytes.next()?)?,
            b'+' => b' ',
            other => other,
        });
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalised_and_encoded_once_more() {
        for (raw, canonical) in [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/a//b", "/a/b"),
            ("/a/./b/", "/a/b/"),
            ("/a/../b", "/b"),
            ("/../../b", "/b"),
            ("/a/..", "/"),
            ("/a/../", "/"),
            ("/a b", "/a%20b"),
            ("/a%20b", "/a%2520b"),
            ("/~x-1_.y", "/~x-1_.y"),
            ("/a+b", "/a%2Bb"),
            ("/ሴ", "/%E1%88%B4"),
        ] {
            let mut text = String::new();
            push_path(&mut text, raw);
            assert_eq!(text, canonical, "{raw}");
        }
    }

    #[test]
    fn queries_are_sorted_after_strict_encoding() {
        for (raw, canonical) in [
            ("", ""),
            ("b=2&a=1", "a=1&b=2"),
            ("a=2&a=1&a", "a=&a=1&a=2"),
            ("a=b+c&d=%7e%2B", "a=b%20c&d=~%2B"),
            ("a=b=c", "a=b%3Dc"),
            ("&&a=1&", "a=1"),
            ("=v", "=v"),
            ("a-b=1&a=2&A=3&a%20=4", "A=3&a=2&a%20=4&a-b=1"),
            ("X-Amz-Signature=1&x-amz-signature=2&x=%ff", "x=%FF&x-amz-signature=2"),
        ] {
            let mut text = String::new();
            push_query(&mut text, raw).unwrap();
            assert_eq!(text, canonical, "{raw}");
        }
        for raw in ["a=%", "a=%4", "%zz=1", "a=%+1", "a=%é"] {
            assert_eq!(
                push_query(&mut String::new(), raw).unwrap_err().code,
                "MalformedQueryString",
                "{raw}"
            );
        }
    }

    #[test]
    fn header_values_are_joined_trimmed_and_squeezed() {
        let headers = [("a", "  one   two "), ("b", "x"), ("a", "\tthree"), ("a", "")];
        let headers = headers.map(|(name, value)| (name.into(), value.into())).to_vec();
        let request = HttpRequest { method: "GET", path: "/", query: "", headers, body: b"" };
        for (name, line) in [("a", "a:one two,three,\n"), ("A", "A:one two,three,\n"), ("c", "")] {
            let mut text = String::new();
            push_header(&mut text, &request, name);
            assert_eq!(text, line, "{name}");
        }
    }
}
