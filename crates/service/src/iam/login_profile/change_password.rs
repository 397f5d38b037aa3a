// SPDX-License-Identifier: Apache-2.0
//! Changes the caller's own password.

use std::sync::Arc;

use portcullis_directory::change::Change;
use portcullis_directory::record::{LoginProfile, User};
use portcullis_wire::iam::{ChangePasswordRequest, ChangePasswordResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};
use crate::password;

impl Operation for ChangePasswordRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        // Who is no user has no password here: `decide` refuses before it does anything.
        let Some(user) = cx.caller.user() else { return Access::Authenticated };
        let mut permission = on_user("iam:ChangePassword", &user.name, cx);
        // An account can let all users change their passwords. A Deny still denies.
        permission.granted =
            cx.account().settings().password_policy.is_some_and(|policy| policy.allow_users_to_change);
        Access::one(permission)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ChangePasswordResponse>, Fault> {
        let user = cx
            .caller
            .user()
            .ok_or_else(|| faults::invalid_user_type("Only IAM Users can change their own password"))?;
        let before = cx.account().require_login_profile(user).map_err(refused)?;
        if password::locks_when_expired(cx.account()) && password::has_expired(before, cx.account(), cx.now())
        {
            return Err(faults::password_policy_violation(
                "The password has expired and only an administrator can set a new one.",
            ));
        }
        if !password::matches(&self.old_password, &before.hash, cx.moment)? {
            return Err(faults::access_denied("The old password was incorrect."));
        }
        let after = changed(&self, user, before, cx)?;
        Ok(Outcome::write(ChangePasswordResponse, vec![Change::put(after)]))
    }
}

fn changed(
    request: &ChangePasswordRequest,
    user: &Arc<User>,
    before: &LoginProfile,
    cx: &Context<'_>,
) -> Result<LoginProfile, Fault> {
    password::check_rules(&request.new_password, &user.name, cx.account())?;
    password::check_reuse(&request.new_password, before, cx)?;
    let hash = password::new_hash(&request.new_password, cx.moment)?;
    Ok(before.with_password(hash, false, cx.now()))
}
