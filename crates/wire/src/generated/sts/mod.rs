// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The shapes and operations of the STS API.

mod assume_role;
mod assume_role_with_saml;
mod assume_role_with_web_identity;
mod assume_root;
pub(crate) mod constraints;
mod decode_authorization_message;
mod get_access_key_info;
mod get_caller_identity;
mod get_delegated_access_token;
mod get_federation_token;
mod get_session_token;
mod get_web_identity_token;
mod shapes;

pub use assume_role::{AssumeRoleRequest, AssumeRoleResponse};
pub use assume_role_with_saml::{AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse};
pub use assume_role_with_web_identity::{
    AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse,
};
pub use assume_root::{AssumeRootRequest, AssumeRootResponse};
pub use decode_authorization_message::{
    DecodeAuthorizationMessageRequest, DecodeAuthorizationMessageResponse,
};
pub use get_access_key_info::{GetAccessKeyInfoRequest, GetAccessKeyInfoResponse};
pub use get_caller_identity::{GetCallerIdentityRequest, GetCallerIdentityResponse};
pub use get_delegated_access_token::{GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse};
pub use get_federation_token::{GetFederationTokenRequest, GetFederationTokenResponse};
pub use get_session_token::{GetSessionTokenRequest, GetSessionTokenResponse};
pub use get_web_identity_token::{GetWebIdentityTokenRequest, GetWebIdentityTokenResponse};
pub use shapes::*;

#[cfg(test)]
use crate::operation::Call;
use crate::operation::OperationFacts;
use crate::service::Service;

/// All operations, by name.
pub(crate) const OPERATIONS: &[OperationFacts] = &[
    OperationFacts { service: Service::Sts, name: "AssumeRole", is_anonymous: false },
    OperationFacts { service: Service::Sts, name: "AssumeRoleWithSAML", is_anonymous: true },
    OperationFacts { service: Service::Sts, name: "AssumeRoleWithWebIdentity", is_anonymous: true },
    OperationFacts { service: Service::Sts, name: "AssumeRoot", is_anonymous: false },
    OperationFacts { service: Service::Sts, name: "DecodeAuthorizationMessage", is_anonymous: false },
    OperationFacts { service: Service::Sts, name: "GetAccessKeyInfo", is_anonymous: false },
    OperationFacts { service: Service::Sts, name: "GetCallerIdentity", is_anonymous: false },
    OperationFacts { service: Service::Sts, name: "GetDelegatedAccessToken", is_anonymous: false },
    OperationFacts { service: Service::Sts, name: "GetFederationToken", is_anonymous: false },
    OperationFacts { service: Service::Sts, name: "GetSessionToken", is_anonymous: false },
    OperationFacts { service: Service::Sts, name: "GetWebIdentityToken", is_anonymous: false },
];

/// What reads each operation's request and prints it, for tests of all operations.
#[cfg(test)]
pub(crate) const DECODERS: &[(&str, Decoder)] = &[
    ("AssumeRole", |form| AssumeRoleRequest::decode(form).map(|request| format!("{request:?}"))),
    ("AssumeRoleWithSAML", |form| {
        AssumeRoleWithSAMLRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("AssumeRoleWithWebIdentity", |form| {
        AssumeRoleWithWebIdentityRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("AssumeRoot", |form| AssumeRootRequest::decode(form).map(|request| format!("{request:?}"))),
    ("DecodeAuthorizationMessage", |form| {
        DecodeAuthorizationMessageRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetAccessKeyInfo", |form| GetAccessKeyInfoRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetCallerIdentity", |form| {
        GetCallerIdentityRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetDelegatedAccessToken", |form| {
        GetDelegatedAccessTokenRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetFederationToken", |form| {
        GetFederationTokenRequest::decode(form).map(|request| format!("{request:?}"))
    }),
    ("GetSessionToken", |form| GetSessionTokenRequest::decode(form).map(|request| format!("{request:?}"))),
    ("GetWebIdentityToken", |form| {
        GetWebIdentityTokenRequest::decode(form).map(|request| format!("{request:?}"))
    }),
];

#[cfg(test)]
type Decoder = fn(&crate::form::Form) -> Result<String, crate::fault::Fault>;
