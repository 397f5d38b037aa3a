// SPDX-License-Identifier: Apache-2.0
//! Where a browser goes once somebody is signed in: only to pages of this server.

use portcullis_wire::url_encode_document;

use crate::door::{Door, base_path};

/// Where a browser goes if nobody says: to the page that tells who is signed in.
pub(super) fn default_page(own_url: &str) -> String {
    format!("{}/signin", base_path(own_url))
}

/// The path of a page of this server, as a browser knows it, whether it is given with the server's own URL or without.
/// `None` for every other: no sign-in may send people wherever somebody wishes.
pub(super) fn own_page(asked: &str, own_url: &str) -> Option<String> {
    let (base, rest) = match asked.strip_prefix(own_url) {
        Some(rest) => (base_path(own_url), rest),
        None => ("", asked),
    };
    if rest.is_empty() {
        return Some(default_page(own_url));
    }
    // `//host` and `/\host` are other hosts to a browser, which leaves out tabs and line breaks before it looks.
    let is_own = rest.starts_with('/') && !rest.starts_with("//") && !rest.contains('\\');
    (is_own && rest.is_ascii() && !rest.chars().any(char::is_control)).then(|| format!("{base}{rest}"))
}

/// Where somebody signs in who then goes on to a path of this server, with its query.
pub(crate) fn sign_in_first(here: &str, door: &Door<'_>) -> String {
    let base = door.base_path();
    format!("{base}/signin?destination={}", url_encode_document(&format!("{base}{here}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_sent_to_pages_of_this_server_alone() {
        let own = "https://iam.example.com";
        for (asked, expected) in [
            ("", Some("/signin")),
            ("/", Some("/")),
            ("/a?b=c#d", Some("/a?b=c#d")),
            ("https://iam.example.com", Some("/signin")),
            ("https://iam.example.com/a", Some("/a")),
            ("https://evil.example.com/", None),
            ("https://iam.example.com.evil.example.com/", None),
            ("https://iam.example.com@evil.example.com/", None),
            ("https://iam.example.com//evil.example.com", None),
            ("//evil.example.com", None),
            ("/\\evil.example.com", None),
            ("\\\\evil.example.com", None),
            ("/\t/evil.example.com", None),
            ("/\r\nset-cookie: a=b", None),
            ("javascript:alert(1)", None),
            ("/caf\u{e9}", None),
            ("a", None),
        ] {
            assert_eq!(own_page(asked, own).as_deref(), expected, "{asked}");
        }
    }

    #[test]
    fn a_server_below_a_path_has_its_pages_there() {
        let own = "https://example.com/iam";
        assert_eq!(own_page("https://example.com/iam/a", own).as_deref(), Some("/iam/a"));
        assert_eq!(own_page("/iam/a", own).as_deref(), Some("/iam/a"));
        assert_eq!(own_page("", own).as_deref(), Some("/iam/signin"));
        assert_eq!(own_page("https://example.com/iamb", own), None);
    }
}
