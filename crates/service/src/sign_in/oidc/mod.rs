// SPDX-License-Identifier: Apache-2.0
//! People sign in at an OpenID Connect provider: by the authorization code flow with PKCE (RFC 7636), as RFC 9700 has it.
//!
//! The provider says who somebody is, and the trust policies of roles say what they may become: they are judged as
//! AssumeRoleWithWebIdentity judges them, and nothing else maps people to roles.

mod callback;
mod flow;
mod roles;
mod session_name;
mod start;

use portcullis_directory::record::OpenIdConnectProvider;

use super::answer::Refusal;
use crate::door::Door;
use crate::proof::Unproven;

pub(super) use callback::call_back;
pub(super) use start::start;

/// Where browsers begin their way to a provider.
pub(super) const PATH: &str = "/signin/v1/oidc";
/// Where providers send browsers back to; each has its own place, which may have more slashes.
pub(super) const CALLBACK_TEMPLATE: &str = "/signin/v1/oidc/callback/{provider}";
const CALLBACK_PREFIX: &str = "/signin/v1/oidc/callback/";

/// The path with a variable part for which this one stands.
pub(super) fn template(path: &str) -> Option<&'static str> {
    path.starts_with(CALLBACK_PREFIX).then_some(CALLBACK_TEMPLATE)
}

fn unproven<'a>(door: &Door<'a>) -> Unproven<'a> {
    Unproven { directory: door.directory, moment: door.moment, settings: door.settings, origin: door.origin }
}

fn no_code_flow(provider: &OpenIdConnectProvider) -> Refusal {
    let message = format!("{} does not offer the authorization code flow to people.", provider.issuer());
    Refusal::new(409, "NotPossible", message)
}
