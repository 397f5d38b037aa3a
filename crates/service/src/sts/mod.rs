// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The STS operations that are there.

mod assume_role;
mod assume_role_with_saml;
mod assume_role_with_web_identity;
mod decode_authorization_message;
mod get_access_key_info;
mod get_caller_identity;
mod get_delegated_access_token;
mod get_federation_token;
mod get_session_token;
mod get_web_identity_token;

use crate::operation::{Run, run};
use portcullis_wire as wire;

/// The operations that are there, by name.
pub(crate) const OPERATIONS: &[(&str, Run)] = &[
    ("AssumeRole", run::<wire::sts::AssumeRoleRequest>),
    ("AssumeRoleWithSAML", run::<wire::sts::AssumeRoleWithSAMLRequest>),
    ("AssumeRoleWithWebIdentity", run::<wire::sts::AssumeRoleWithWebIdentityRequest>),
    ("DecodeAuthorizationMessage", run::<wire::sts::DecodeAuthorizationMessageRequest>),
    ("GetAccessKeyInfo", run::<wire::sts::GetAccessKeyInfoRequest>),
    ("GetCallerIdentity", run::<wire::sts::GetCallerIdentityRequest>),
    ("GetDelegatedAccessToken", run::<wire::sts::GetDelegatedAccessTokenRequest>),
    ("GetFederationToken", run::<wire::sts::GetFederationTokenRequest>),
    ("GetSessionToken", run::<wire::sts::GetSessionTokenRequest>),
    ("GetWebIdentityToken", run::<wire::sts::GetWebIdentityTokenRequest>),
];
