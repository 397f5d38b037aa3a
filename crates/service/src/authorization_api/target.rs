// SPDX-License-Identifier: Apache-2.0
//! The principal that a question is about, of the asker's own account.

use std::sync::Arc;

use portcullis_directory::arn;

use crate::authenticate;
use crate::caller::{Caller, Identity};
use crate::context::Context;

/// The root user, user, role or role session of this ARN.
pub(super) fn named(text: &str, cx: &Context<'_>) -> Option<Caller> {
    let account = cx.account();
    let id = account.id();
    let identity = if text == arn::root(id) {
        Identity::Root
    } else {
        let parts = arn::parse(text).filter(|parts| parts.account == id.to_string())?;
        match (parts.service, parts.kind) {
            ("iam", "user") => {
                let user = account.users.named(parts.name)?;
                (user.arn(id) == text).then(|| Identity::User(Arc::clone(user)))?
            }
            ("iam", "role") => {
                let role = account.roles.named(parts.name)?;
                let session_name = "authorization".to_owned();
                (role.arn(id) == text).then(|| Identity::Role { role: Arc::clone(role), session_name })?
            }
            ("sts", "assumed-role") => {
                let role = account.roles.named(parts.path.trim_matches('/'))?;
                Identity::Role { role: Arc::clone(role), session_name: parts.name.to_owned() }
            }
            _ => return None,
        }
    };
    Some(Caller {
        account: Arc::clone(account),
        identity,
        access_key_id: String::new(),
        session: None,
        known: None,
    })
}

/// Whoever holds this session token, with the policies, tags and MFA of the session.
pub(super) fn of_session(token: &str, cx: &Context<'_>) -> Option<Caller> {
    let claims = cx.settings.token_keys.open(token, cx.now()).ok()?;
    let account = cx.account();
    let is_own = claims.account == account.id() && !account.is_signed_out(&claims.access_key_id);
    if is_own { authenticate::of_session(account, claims) } else { None }
}
