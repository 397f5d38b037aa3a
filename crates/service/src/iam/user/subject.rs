// SPDX-License-Identifier: Apache-2.0
//! The user that a request is about: the one it names, or the caller.

use portcullis_directory::arn;
use portcullis_directory::record::User;
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::caller::Identity;
use crate::context::Context;

/// A permission on the user of this name, with the condition keys that come from the user.
pub(crate) fn on_user(action: &'static str, name: &str, cx: &Context<'_>) -> Permission {
    let account = cx.account();
    match account.users.named(name) {
        Some(user) => on_known_user(action, user, cx),
        None => Permission::new(action, arn::user(account.id(), "/", name)),
    }
}

fn on_known_user(action: &'static str, user: &User, cx: &Context<'_>) -> Permission {
    Permission::new(action, user.arn(cx.account().id())).resource_tags(&user.tags)
}

/// What a request requires that is about the user it names, or else about the caller.
pub(crate) fn access_to_subject(action: &'static str, name: Option<&str>, cx: &Context<'_>) -> Access {
    if let Some(name) = name {
        return Access::one(on_user(action, name, cx));
    }
    match &cx.caller.identity {
        Identity::Root => Access::one(Permission::new(action, cx.caller.arn())),
        Identity::User(user) => Access::one(on_known_user(action, user, cx)),
        // These are no users, so there is no resource to authorize: `decide` refuses before it does anything.
        Identity::Role { .. } | Identity::Federated { .. } => Access::Authenticated,
    }
}

/// The fault for callers that are no users and name none.
pub(crate) fn must_name_user() -> Fault {
    faults::validation_error("Must specify userName when calling with non-User credentials")
}
