// SPDX-License-Identifier: Apache-2.0
//! A signed request as it comes from the wire, and what it says: AWS's description of the canonical request, followed
//! once more and in another way than by the code under test, which compares texts.

use portcullis_service::Reply;
use portcullis_wire::HttpRequest;
use portcullis_wire::request::{Header, headers as wire_headers};

use crate::world::World;

/// How far the clocks of the two ends may be apart, in seconds.
const SKEW_SECONDS: i64 = 900;

/// A request and the time at which it arrives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Seconds since 1970.
    pub(crate) at: i64,
    /// When it was signed.
    pub(crate) signed_at: i64,
}

/// What a signature covers, and what it is by.
#[derive(Debug, PartialEq)]
pub(crate) struct Says {
    method: String,
    path: Vec<String>,
    ends_in_slash: bool,
    query: Vec<(Vec<u8>, Vec<u8>)>,
    headers: Vec<(String, Vec<String>)>,
    body: Vec<u8>,
    claim: Vec<(String, String)>,
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter().filter(|(of, _)| of.eq_ignore_ascii_case(name));
        all.next().map(|(_, value)| &**value)
    }

    /// The same with another value of a header, if it has the header.
    pub(crate) fn with_header(&self, name: &str, change: impl FnOnce(&str) -> String) -> Option<Self> {
        let mut changed = self.clone();
        let (_, value) = changed.headers.iter_mut().find(|(of, _)| of.eq_ignore_ascii_case(name))?;
        *value = change(value);
        Some(changed)
    }

    pub(crate) fn without_header(&self, name: &str) -> Self {
        let mut changed = self.clone();
        changed.headers.retain(|(of, _)| !of.eq_ignore_ascii_case(name));
        changed
    }

    /// The server's reply, which applies nothing. Servers read names of headers in lower case.
    pub(crate) fn present(&self, world: &mut World) -> Reply {
        let headers = self.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone()));
        let http = HttpRequest {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: wire_headers(headers),
            body: &self.body,
        };
        world.consider(http, self.at)
    }

    /// What the request says; `None` if it says nothing that could be signed.
    pub(crate) fn says(&self) -> Option<Says> {
        if (self.at - self.signed_at).abs() > SKEW_SECONDS {
            return None;
        }
        let parameters = parameters(&self.query)?;
        let presigned = parameters.iter().any(|(name, _)| name == b"X-Amz-Algorithm");
        let claim = match (self.only_header("authorization")?, presigned) {
            (Some(authorization), false) => claim(authorization)?,
            // All parameters are compared below.
            (None, true) => vec![("SignedHeaders".to_owned(), only(&parameters, "X-Amz-SignedHeaders")?)],
            _ => return None,
        };
        let signed: Vec<&str> =
            claim.iter().find(|(name, _)| name == "SignedHeaders")?.1.split(';').collect();
        self.only_header("host")?;
        let must_be_signed =
            |name: &str| name.eq_ignore_ascii_case("host") || name.to_ascii_lowercase().starts_with("x-amz-");
        let is_signed = |name: &str| signed.iter().any(|one| one.eq_ignore_ascii_case(name));
        if self.headers.iter().any(|(name, _)| must_be_signed(name) && !is_signed(name)) {
            return None;
        }
        for once in ["x-amz-date", "x-amz-security-token"] {
            self.only_header(once)?;
        }
        let headers = signed.iter().map(|name| ((*name).to_owned(), self.values(name))).collect();
        // The parameter that holds a signature cannot be covered by it.
        let signature = |name: &[u8]| !presigned && name == b"X-Amz-Signature";
        let mut query: Vec<_> = parameters.into_iter().filter(|(name, _)| !signature(name)).collect();
        query.sort();
        let path = self.path.split('/').fold(Vec::new(), |mut path, segment| {
            match segment {
                "" | "." => {}
                ".." => drop(path.pop()),
                name => path.push(name.to_owned()),
            }
            path
        });
        let ends_in_slash = path.is_empty() || self.path.ends_with('/');
        let (method, body) = (self.method.clone(), self.body.clone());
        Some(Says { method, path, ends_in_slash, query, headers, body, claim })
    }

    /// The value of a header that may be there once: nothing if it is there twice.
    fn only_header(&self, name: &str) -> Option<Option<&str>> {
        let all = self.headers.iter().filter(|(of, _)| of.eq_ignore_ascii_case(name)).count();
        (all < 2).then(|| self.header(name))
    }

    /// The values of a header, parted by commas, in words.
    fn values(&self, name: &str) -> Vec<String> {
        let lines = self.headers.iter().filter(|(of, _)| of.eq_ignore_ascii_case(name));
        let values = lines.flat_map(|(_, line)| line.split(','));
        values.map(words).collect()
    }
}

/// A text whose blanks are one each, and none at its ends.
fn words(text: &str) -> String {
    let words = text.split([' ', '\t', '\n', '\r', '\u{c}']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The parts of an `Authorization` header: its algorithm, and each element once. Elements of other names are nobody's.
fn claim(authorization: &str) -> Option<Vec<(String, String)>> {
    let blank = [' ', '\t', '\n', '\r', '\u{c}'];
    let elements = authorization.trim_matches(blank).strip_prefix("AWS4-HMAC-SHA256 ")?;
    let mut claim: Vec<(String, String)> = Vec::new();
    for element in elements.split([' ', '\t', '\n', '\r', '\u{c}', ',']).filter(|element| !element.is_empty())
    {
        let (name, value) = element.split_once('=')?;
        match name {
            "Credential" | "SignedHeaders" | "Signature" => claim.push((name.to_owned(), value.to_owned())),
            _ => {}
        }
    }
    claim.sort();
    let names: Vec<&str> = claim.iter().map(|(name, _)| &**name).collect();
    (names == ["Credential", "Signature", "SignedHeaders"]).then_some(claim)
}

/// The parameters of a query, decoded.
pub(crate) fn parameters(query: &str) -> Option<Vec<(Vec<u8>, Vec<u8>)>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (byte, length) = match bytes[at] {
            b'%' => {
                let digits = bytes.get(at + 1..at + 3)?;
                let digits = digits.iter().map(|digit| u8::try_from(char::from(*digit).to_digit(16)?).ok());
                let digits: Vec<u8> = digits.collect::<Option<_>>()?;
                (digits[0] * 16 + digits[1], 3)
            }
            b'+' => (b' ', 1),
            plain => (plain, 1),
        };
        decoded.push(byte);
        at += length;
    }
    Some(decoded)
}

/// The value of a parameter that must be there once.
fn only(parameters: &[(Vec<u8>, Vec<u8>)], name: &str) -> Option<String> {
    let all: Vec<_> = parameters.iter().filter(|(of, _)| of == name.as_bytes()).collect();
    let [(_, value)] = all.as_slice() else { return None };
    String::from_utf8(value.clone()).ok()
}

/// Headers that outlive what they were borrowed from.
pub(crate) fn owned(headers: Vec<Header<'_>>) -> Vec<(String, String)> {
    headers.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}
