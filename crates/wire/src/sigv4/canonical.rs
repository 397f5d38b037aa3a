// SPDX-License-Identifier: Apache-2.0
//! The canonical form of a request: the one text that signer and verifier both arrive at.

use std::borrow::Cow;
use std::io::Write as _;

use memchr::memchr_iter;

use super::instant;
use super::refusal;
use super::signature::{Hexadecimal, hash};
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
    canonical_request_of(request, signed_headers, &hash(request.body)).map(text)
}

/// The text of bytes that were put together of texts.
pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

/// The canonical request of a body with this hash.
pub(super) fn canonical_request_of(
    request: &HttpRequest,
    signed_headers: &[Cow<'_, str>],
    body_hash: &Hexadecimal,
) -> Result<Vec<u8>, Fault> {
    let mut text = Vec::with_capacity(CANONICAL_BYTES);
    text.extend_from_slice(request.method.as_bytes());
    text.push(b'\n');
    push_path(&mut text, request.path);
    text.push(b'\n');
    push_query(&mut text, request.query)?;
    text.push(b'\n');
    for name in signed_headers {
        push_header(&mut text, request, name);
    }
    text.push(b'\n');
    for (index, name) in signed_headers.iter().enumerate() {
        if index > 0 {
            text.push(b';');
        }
        text.extend_from_slice(name.as_bytes());
    }
    text.push(b'\n');
    text.extend_from_slice(body_hash.as_bytes());
    Ok(text)
}

/// What most canonical requests need.
const CANONICAL_BYTES: usize = 1_024;

/// The string that is signed: the time, the credential scope, and the hash of the canonical request.
pub fn string_to_sign(presented: &Presented, canonical_request: &str) -> String {
    text(string_to_sign_of(presented, canonical_request.as_bytes()))
}

/// The bytes of the string that is signed.
pub(super) fn string_to_sign_of(presented: &Presented, canonical_request: &[u8]) -> Vec<u8> {
    let Presented { date, region, service, .. } = presented;
    let mut text = Vec::with_capacity(TO_SIGN_BYTES);
    text.extend_from_slice(ALGORITHM.as_bytes());
    text.push(b'\n');
    text.extend_from_slice(&instant::basic(presented.timestamp));
    text.push(b'\n');
    for part in [date, region, service] {
        text.extend_from_slice(part.as_bytes());
        text.push(b'/');
    }
    text.extend_from_slice(TERMINATOR.as_bytes());
    text.push(b'\n');
    text.extend_from_slice(hash(canonical_request).as_bytes());
    text
}

/// What most strings to sign need.
const TO_SIGN_BYTES: usize = 160;

/// A query's names and values, decoded.
pub(super) type Parameters = Vec<(Vec<u8>, Vec<u8>)>;

/// Decodes a query; `+` is a space, as it is where the parameters are read.
pub(super) fn decode_query(raw: &str) -> Result<Parameters, Fault> {
    if raw.is_empty() {
        return Ok(Parameters::new());
    }
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
    let mut encoded = Vec::with_capacity(bytes.len());
    encode_into(&mut encoded, bytes);
    text(encoded)
}

/// Removes dot segments and empty ones, then encodes; the path came encoded, so this is its second time, as for
/// every service but S3.
fn push_path(text: &mut Vec<u8>, raw: &str) {
    if raw == "/" {
        text.push(b'/');
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
        text.push(b'/');
        encode_into(text, segment.as_bytes());
    }
    if segments.is_empty() || raw.ends_with('/') {
        text.push(b'/');
    }
}

/// Every parameter but the signature itself, encoded strictly and sorted by name, then value.
fn push_query(text: &mut Vec<u8>, raw: &str) -> Result<(), Fault> {
    if raw.is_empty() {
        return Ok(());
    }
    let mut pairs: Vec<(String, String)> = decode_query(raw)?
        .iter()
        .filter(|(name, _)| name != b"X-Amz-Signature")
        .map(|(name, value)| (percent_encode(name), percent_encode(value)))
        .collect();
    pairs.sort();
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            text.push(b'&');
        }
        text.extend_from_slice(name.as_bytes());
        text.push(b'=');
        text.extend_from_slice(value.as_bytes());
    }
    Ok(())
}

/// The line of a header: all its values in the order they came, each trimmed and with its runs of blanks made one. A
/// header that the request lacks has none.
fn push_header(text: &mut Vec<u8>, request: &HttpRequest, name: &str) {
    let before = text.len();
    text.extend_from_slice(name.as_bytes());
    let mut separator = b':';
    let is_named = |header: &str| header == name || header.eq_ignore_ascii_case(name);
    for (_, value) in request.headers.iter().filter(|(header, _)| is_named(header)) {
        text.push(std::mem::replace(&mut separator, b','));
        if is_squeezed(value.as_bytes()) {
            text.extend_from_slice(value.as_bytes());
            continue;
        }
        for (index, word) in value.split_ascii_whitespace().enumerate() {
            if index > 0 {
                text.push(b' ');
            }
            text.extend_from_slice(word.as_bytes());
        }
    }
    match separator {
        b':' => text.truncate(before),
        _ => text.push(b'\n'),
    }
}

/// Whether a value certainly has no blanks but single spaces between words, as nearly all have.
fn is_squeezed(value: &[u8]) -> bool {
    let stands_between = |at: usize| at > 0 && value.get(at + 1).is_some_and(|next| *next != b' ');
    let has_others = value.iter().fold(false, |found, byte| found | (*byte < b' '));
    !has_others && memchr_iter(b' ', value).all(stands_between)
}

fn encode_into(text: &mut Vec<u8>, bytes: &[u8]) {
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(byte);
        } else {
            // Writing to memory cannot fail.
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
            let mut bytes = Vec::new();
            push_path(&mut bytes, raw);
            assert_eq!(text(bytes), canonical, "{raw}");
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
            let mut bytes = Vec::new();
            push_query(&mut bytes, raw).unwrap();
            assert_eq!(text(bytes), canonical, "{raw}");
        }
        for raw in ["a=%", "a=%4", "%zz=1", "a=%+1", "a=%é"] {
            assert_eq!(push_query(&mut Vec::new(), raw).unwrap_err().code, "MalformedQueryString", "{raw}");
        }
    }

    const D: &str = "d:one two three four, five six,a longer one of single blanks,a longer one of single blanks,\
                     a longer one of blanks,a longer one of blanks,\n";

    #[test]
    fn header_values_are_joined_trimmed_and_squeezed() {
        let headers = [
            ("a", "  one   two "),
            ("b", "x"),
            ("a", "\tthree"),
            ("a", ""),
            ("d", "one two  three four, five six"),
            ("d", "a longer one of single blanks"),
            ("d", "a longer one of\tsingle blanks"),
            ("d", "a longer one of blanks "),
            ("d", " a longer one of blanks"),
            ("d", " "),
        ];
        let headers = headers.map(|(name, value)| (name.into(), value.into())).to_vec();
        let request = HttpRequest { method: "GET", path: "/", query: "", headers, body: b"" };
        for (name, line) in [("a", "a:one two,three,\n"), ("A", "A:one two,three,\n"), ("c", ""), ("d", D)] {
            let mut bytes = Vec::new();
            push_header(&mut bytes, &request, name);
            assert_eq!(text(bytes), line, "{name}");
        }
    }
}
