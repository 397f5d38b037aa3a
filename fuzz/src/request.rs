// SPDX-License-Identifier: Apache-2.0
//! Requests as texts that a fuzzer can change piece by piece.

use portcullis_wire::HttpRequest;

/// The request of a method, a path, a query, a header a line, a zero byte, and a body; as a stranger sends it, but for the
/// spaces around a header's value, which the HTTP library takes away.
pub(super) fn read(input: &[u8]) -> Option<HttpRequest<'_>> {
    let mut parts = input.splitn(2, |byte| *byte == 0);
    let head = std::str::from_utf8(parts.next().unwrap_or_default()).ok()?;
    let body = parts.next().unwrap_or_default();
    let mut lines = head.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (method, path, query) = (line(), line(), line());
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers =
        headers.map(|(name, value)| (name.to_ascii_lowercase().into(), value.trim().into())).collect();
    Some(HttpRequest { method, path, query, headers, body })
}
