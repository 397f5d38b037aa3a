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

/// What reads each operation's request, for tests that send them all the same.
#[cfg(test)]
pub(crate) const DECODERS: &[(&str, Decoder)] = &[
    ("AssumeRole", |form| AssumeRoleRequest::decode(form).map(drop)),
    ("AssumeRoleWithSAML", |form| AssumeRoleWithSAMLRequest::decode(form).map(drop)),
    ("AssumeRoleWithWebIdentity", |form| AssumeRoleWithWebIdentityRequest::decode(form).map(drop)),
    ("AssumeRoot", |form| AssumeRootRequest::decode(form).map(drop)),
    ("DecodeAuthorizationMessage", |form| DecodeAuthorizationMessageRequest::decode(form).map(drop)),
    ("GetAccessKeyInfo", |form| GetAccessKeyInfoRequest::decode(form).map(drop)),
    ("GetCallerIdentity", |form| GetCallerIdentityRequest::decode(form).map(drop)),
    ("GetDelegatedAccessToken", |form| GetDelegatedAccessTokenRequest::decode(form).map(drop)),
    ("GetFederationToken", |form| GetFederationTokenRequest::decode(form).map(drop)),
    ("GetSessionToken", |form| GetSessionTokenRequest::decode(form).map(drop)),
    ("GetWebIdentityToken", |form| GetWebIdentityTokenRequest::decode(form).map(drop)),
];

#[cfg(test)]
type Decoder = fn(&crate::form::Form) -> Result<(), crate::fault::Fault>;
