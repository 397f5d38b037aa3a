// SPDX-License-Identifier: Apache-2.0
//! Where a browser goes once somebody is signed in: only to pages of this server.

/// Where a browser goes if nobody says.
pub(super) const DEFAULT: &str = "/";

/// The path of a page of this server, whether it is given with the server's own URL or without. `None` for every
/// other: no sign-in may send people wherever somebody wishes.
pub(super) fn own_page(asked: &str, own_url: &str) -> Option<String> {
    let rest = asked.strip_prefix(own_url).unwrap_or(asked);
    // `//host` and `/\host` are other hosts to a browser, which leaves out tabs and line breaks before it looks.
    let is_own =
        rest.is_empty() || (rest.starts_with('/') && !rest.starts_with("//") && !rest.contains('\\'));
    if !is_own || !rest.is_ascii() || rest.chars().any(char::is_control) {
        return None;
    }
    Some(if rest.is_empty() { DEFAULT.to_owned() } else { rest.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_sent_to_pages_of_this_server_alone() {
        let own = "https://iam.example.com";
        for (asked, expected) in [
            ("", Some("/")),
            ("/", Some("/")),
            ("/a?b=c#d", Some("/a?b=c#d")),
            ("https://iam.example.com", Some("/")),
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
}
