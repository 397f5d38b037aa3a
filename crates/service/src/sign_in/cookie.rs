// SPDX-License-Identifier: Apache-2.0
//! The cookies that are set here. Scripts read none of them, and where browsers come over TLS none goes without it.

use std::borrow::Cow;

use crate::door::Door;

/// The name of the cookie that holds a browser's session token.
pub(crate) const SESSION: &str = "portcullis-session";

/// A kind of cookie.
#[derive(Debug, Clone)]
pub(super) struct Cookie<'a> {
    pub(super) name: Cow<'a, str>,
    /// The path of this server below which browsers send it along; empty for the whole host.
    pub(super) path: &'static str,
    pub(super) same_site: SameSite,
}

/// With which requests that another site makes a browser sends a cookie along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SameSite {
    /// With none.
    Strict,
    /// When somebody follows a link.
    Lax,
    /// With forms too. Browsers let only cookies say so that never go over plain HTTP.
    Any,
}

impl Cookie<'_> {
    /// What sets it for so many seconds; for zero, what takes it from the browser.
    pub(super) fn set(&self, value: &str, seconds: i64, door: &Door<'_>) -> String {
        let name = &self.name;
        let path =
            if self.path.is_empty() { "/".to_owned() } else { format!("{}{}", door.base_path(), self.path) };
        let same_site = match self.same_site {
            SameSite::Strict => "; SameSite=Strict",
            SameSite::Lax => "; SameSite=Lax",
            SameSite::Any if door.is_secure() => "; SameSite=None",
            SameSite::Any => "",
        };
        let secure = if door.is_secure() { "; Secure" } else { "" };
        format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly{same_site}{secure}")
    }
}

/// What sets the cookie of a session, which lives for so many seconds.
pub(super) fn session(token: &str, seconds: i64, door: &Door<'_>) -> String {
    let cookie = Cookie { name: SESSION.into(), path: "", same_site: SameSite::Lax };
    cookie.set(token, seconds, door)
}

/// The cookie of this name that a browser sends along.
pub(crate) fn sent<'a>(name: &str, door: &'a Door<'_>) -> Option<&'a str> {
    let cookies = door.incoming.http.header("cookie")?.split(';').map(str::trim);
    cookies.filter_map(|cookie| cookie.split_once('=')).find(|(of, _)| *of == name).map(|(_, value)| value)
}
