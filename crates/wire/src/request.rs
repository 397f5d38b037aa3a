// SPDX-License-Identifier: Apache-2.0
//! One HTTP request as it came from the socket, before anything is decoded or believed.

use std::borrow::Cow;

use crate::scan;

/// The lower-case name and the value of a header, borrowed from the bytes that came wherever that can be.
pub type Header<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Headers of these lower-case names and values.
pub fn headers<'a, N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Vec<Header<'a>>
where
    N: Into<Cow<'a, str>>,
    V: Into<Cow<'a, str>>,
{
    pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect()
}

/// A request's bytes, split into their parts but not decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest<'a> {
    /// The method as sent, such as `POST`.
    pub method: &'a str,
    /// The path as sent: still percent-encoded, without the query.
    pub path: &'a str,
    /// The query as sent: still percent-encoded, without its `?`; empty when there is none.
    pub query: &'a str,
    /// The headers in the order they came; names are lower-case.
    pub headers: Vec<Header<'a>>,
    /// The body, whole.
    pub body: &'a [u8],
}

impl HttpRequest<'_> {
    /// The first header of this lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| &**value)
    }

    /// What the body is said to be, in lower case and without parameters; empty if that is not said.
    pub fn content_type(&self) -> Cow<'_, str> {
        let kind = self.header("content-type").unwrap_or_default();
        let kind = scan::split_once(kind, b';').map_or(kind, |(kind, _)| kind).trim();
        if kind.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(kind.to_ascii_lowercase());
        }
        Cow::Borrowed(kind)
    }
}
