// SPDX-License-Identifier: Apache-2.0
//! `aws login`: a command line gets the session of whoever is signed in in a browser, by OAuth 2.0 with PKCE (RFC 7636)
//! and DPoP (RFC 9449).
//!
//! The browser comes to [`AUTHORIZE_PATH`], where whoever is signed in lets the command line use the session. That gives
//! a code, which the command line turns into credentials at [`TOKEN_PATH`], and into a refresh token for more of them.

mod authorize;
mod client;
mod dpop;
mod error;
mod grant;
mod page;
mod request;
mod token;
mod url;

pub(super) use authorize::{ask, decide};
pub(super) use error::OAuth2Error;
pub(super) use token::create;

/// Where browsers are sent by a command line.
pub(super) const AUTHORIZE_PATH: &str = "/v1/authorize";
/// Where command lines get credentials.
pub(super) const TOKEN_PATH: &str = "/v1/token";
/// Where a command line on another device says that its code is shown.
const CONFIRMATION_PATH: &str = "/v1/sessions/confirmation";

/// Whether a request is one for these steps.
pub(super) fn is_for(path: &str) -> bool {
    path == AUTHORIZE_PATH || path == TOKEN_PATH
}
