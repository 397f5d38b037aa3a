// SPDX-License-Identifier: Apache-2.0
//! The user that a request is about: the one it names, or the caller.

use std::sync::Arc;

use portcullis_directory::record::User;
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::caller::Identity;
use crate::context::Context;
use crate::operation::refused;
use crate::policy_owner::OwnerName;

/// A permission on the user of this name, with the user's tags.
pub(crate) fn on_user(action: &'static str, name: &str, cx: &Context<'_>) -> Permission {
    OwnerName::User(name).permission(action, cx.account())
}

/// What a request requires that is about the user it names, or else about the caller.
pub(crate) fn access_to_subject(action: &'static str, name: Option<&str>, cx: &Context<'_>) -> Access {
    if let Some(name) = name {
        return Access::one(on_user(action, name, cx));
    }
    match &cx.caller.identity {
        Identity::Root => Access::one(Permission::new(action, cx.caller.arn())),
        Identity::User(user) => Access::one(on_user(action, &user.name, cx)),
        // These are no users, so there is no resource to authorize: `decide` refuses before it does anything.
        Identity::Role { .. } | Identity::Federated { .. } | Identity::Proven(_) => Access::Authenticated,
    }
}

/// The user that a request names, or else the caller, who must be one.
///
/// # Errors
/// There is no such user, or the caller is none.
pub(crate) fn subject<'a>(name: Option<&str>, cx: &Context<'a>) -> Result<&'a Arc<User>, Fault> {
    match (name, &cx.caller.identity) {
        (Some(name), _) => cx.account().require_user(name).map_err(refused),
        (None, Identity::User(user)) => Ok(user),
        (None, Identity::Root | Identity::Role { .. } | Identity::Federated { .. } | Identity::Proven(_)) => {
            Err(must_name_user())
        }
    }
}

/// The fault for callers that are no users and name none.
pub(crate) fn must_name_user() -> Fault {
    faults::validation_error("Must specify userName when calling with non-User credentials")
}
