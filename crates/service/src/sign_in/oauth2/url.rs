// SPDX-License-Identifier: Apache-2.0
//! URLs that clients name: which of them are this server's, and which lead back to the person's own machine.

/// The hosts that are the machine itself.
const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
/// The path under which command lines listen for their code.
const CALLBACK_PATH: &str = "/oauth/callback";

/// A URL in its parts. One with a query, a fragment or a user is not taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Parts<'a> {
    scheme: String,
    host: String,
    port: u16,
    path: &'a str,
}

impl<'a> Parts<'a> {
    fn of(url: &'a str) -> Option<Self> {
        if !url.bytes().all(|byte| byte.is_ascii_graphic())
            || url.contains(['?', '#', '@', '\\', '"', '<', '>'])
        {
            return None;
        }
        let (scheme, rest) = url.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let at = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(at)?;
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
                (host, port.parse().ok().filter(|_| is_number)?)
            }
            _ => (authority, if scheme == "https" { 443 } else { 80 }),
        };
        let is_host = !host.is_empty() && (host.starts_with('[') || !host.contains(':'));
        is_host.then(|| Self { scheme, host: host.to_ascii_lowercase(), port, path })
    }

    fn is_loopback(&self) -> bool {
        LOOPBACK.contains(&self.host.as_str())
    }
}

/// Whether a URL is that of a path of this server. The names of the machine itself are one.
pub(super) fn is_own(url: &str, public_url: &str, path: &str) -> bool {
    let own = format!("{public_url}{path}");
    let (Some(given), Some(own)) = (Parts::of(url), Parts::of(&own)) else { return false };
    let is_host = given.host == own.host || (given.is_loopback() && own.is_loopback());
    is_host && (given.scheme, given.port, given.path) == (own.scheme, own.port, own.path)
}

/// Scheme, host and port of a URL under which a command line on this machine listens for its code. `None` for every
/// other: a code goes nowhere else.
pub(super) fn callback_origin(url: &str) -> Option<String> {
    let parts = Parts::of(url)?;
    let is_callback = parts.scheme == "http" && parts.is_loopback() && parts.path == CALLBACK_PATH;
    is_callback.then(|| format!("http://{}:{}", parts.host, parts.port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_to_the_persons_own_machine_alone() {
        for (url, expected) in [
            ("http://127.0.0.1:53037/oauth/callback", Some("http://127.0.0.1:53037")),
            ("http://localhost:8080/oauth/callback", Some("http://localhost:8080")),
            ("http://[::1]:8080/oauth/callback", Some("http://[::1]:8080")),
            ("http://[::1]/oauth/callback", Some("http://[::1]:80")),
            ("http://127.0.0.1/oauth/callback", Some("http://127.0.0.1:80")),
            ("HTTP://LOCALHOST:1/oauth/callback", Some("http://localhost:1")),
            ("https://127.0.0.1:53037/oauth/callback", None),
            ("http://127.0.0.2:53037/oauth/callback", None),
            ("http://127.0.0.1.evil.example.com/oauth/callback", None),
            ("http://localhost.evil.example.com/oauth/callback", None),
            ("http://evil.example.com/oauth/callback", None),
            ("http://127.0.0.1:53037@evil.example.com/oauth/callback", None),
            ("http://evil.example.com\\@127.0.0.1/oauth/callback", None),
            ("http://evil.example.com#@127.0.0.1/oauth/callback", None),
            ("http://127.0.0.1:53037/oauth/callback?next=x", None),
            ("http://127.0.0.1:53037/oauth/callback#x", None),
            ("http://127.0.0.1:53037/oauth/callback/", None),
            ("http://127.0.0.1:53037/oauth/../callback", None),
            ("http://127.0.0.1:53037/", None),
            ("http://127.0.0.1:99999/oauth/callback", None),
            ("http://127.0.0.1:+80/oauth/callback", None),
            ("http://127.0.0.1:/oauth/callback", None),
            ("http://2130706433/oauth/callback", None),
            ("javascript://127.0.0.1/oauth/callback", None),
            ("http:/127.0.0.1/oauth/callback", None),
            ("//127.0.0.1/oauth/callback", None),
            ("http://127.0.0.1/oauth/callback\r\nset-cookie: a=b", None),
            ("", None),
        ] {
            assert_eq!(callback_origin(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_server_knows_its_own_urls() {
        let table = [
            ("https://iam.example.com/v1/token", "https://iam.example.com", true),
            ("https://IAM.example.com:443/v1/token", "https://iam.example.com", true),
            ("https://iam.example.com/a/v1/token", "https://iam.example.com/a", true),
            ("http://iam.example.com/v1/token", "https://iam.example.com", false),
            ("https://iam.example.com:444/v1/token", "https://iam.example.com", false),
            ("https://iam.example.com/v1/token/", "https://iam.example.com", false),
            ("https://iam.example.com/v1/Token", "https://iam.example.com", false),
            ("https://evil.example.com/v1/token", "https://iam.example.com", false),
            ("https://iam.example.com@evil.example.com/v1/token", "https://iam.example.com", false),
            ("http://localhost:4599/v1/token", "http://127.0.0.1:4599", true),
            ("http://[::1]:4599/v1/token", "http://localhost:4599", true),
            ("http://localhost:4598/v1/token", "http://127.0.0.1:4599", false),
            ("http://localhost:4599/v1/token", "http://10.0.0.1:4599", false),
            ("https://localhost:4599/v1/token", "http://127.0.0.1:4599", false),
        ];
        for (url, public_url, expected) in table {
            assert_eq!(is_own(url, public_url, "/v1/token"), expected, "{url} at {public_url}");
        }
    }
}
