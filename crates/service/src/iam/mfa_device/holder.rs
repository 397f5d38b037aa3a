// SPDX-License-Identifier: Apache-2.0
//! Whose MFA devices a request is about.

use portcullis_wire::Fault;

use crate::access::Access;
use crate::context::Context;
use crate::iam::access_key::holder::Holder;
use crate::iam::user::subject::access_to_subject;

/// The user of this name, or else the caller. The root user may name itself too, by the account's alias or number:
/// some of these operations take no request without a name.
///
/// # Errors
/// There is no such user, or the caller has no devices of its own.
pub(super) fn holder(name: Option<&str>, cx: &Context<'_>) -> Result<Holder, Fault> {
    Holder::of(name.filter(|name| !is_root_itself(name, cx)), cx)
}

/// What such a request requires.
pub(super) fn access_to_holder(action: &'static str, name: Option<&str>, cx: &Context<'_>) -> Access {
    access_to_subject(action, name.filter(|name| !is_root_itself(name, cx)), cx)
}

/// The name by which answers show a holder.
pub(super) fn shown_name(holder: &Holder, cx: &Context<'_>) -> String {
    holder.name.clone().unwrap_or_else(|| cx.account().id().to_string())
}

fn is_root_itself(name: &str, cx: &Context<'_>) -> bool {
    let account = cx.account();
    let names_root = account.record().alias.as_deref() == Some(name) || account.id().to_string() == name;
    cx.caller.is_root() && names_root && account.users.named(name).is_none()
}
