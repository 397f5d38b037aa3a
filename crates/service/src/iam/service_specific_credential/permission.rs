// SPDX-License-Identifier: Apache-2.0
//! Permissions on service-specific credentials, which are permissions on their users.

use crate::access::Access;
use crate::caller::Identity;
use crate::context::Context;
use crate::iam::user::subject::access_to_subject;

/// What a request requires that is about a credential of the user it names, or else of the caller: the permission on
/// the user, with the credential's service.
pub(super) fn access_to_credential(
    action: &'static str,
    user: Option<&str>,
    id: &str,
    cx: &Context<'_>,
) -> Access {
    let mut access = access_to_subject(action, user, cx);
    let owner = match (user, &cx.caller.identity) {
        (Some(name), _) => cx.account().users.named(name),
        (None, Identity::User(user)) => Some(user),
        (None, _) => None,
    };
    // Another user's credential must not show what it is for.
    let found = owner.and_then(|owner| cx.account().require_service_specific_credential(&owner.id, id).ok());
    if let (Access::Requires(permissions), Some(credential)) = (&mut access, found) {
        for permission in permissions {
            permission.keys.set("iam:ServiceSpecificCredentialServiceName", &*credential.service);
        }
    }
    access
}
