// SPDX-License-Identifier: Apache-2.0
//! Gives a user a password to sign in with.

use portcullis_directory::change::Change;
use portcullis_directory::record::{KeyOwner, LoginProfile};
use portcullis_wire::iam::{CreateLoginProfileRequest, CreateLoginProfileResponse};
use portcullis_wire::{Fault, faults};

use super::shape::login_profile_shape;
use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::{access_to_subject, subject};
use crate::operation::{Operation, Outcome, refused};
use crate::password;

impl Operation for CreateLoginProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:CreateLoginProfile", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateLoginProfileResponse>, Fault> {
        let user = subject(self.user_name.as_deref(), cx)?;
        cx.account().require_no_login_profile(user).map_err(refused)?;
        // A password can be left out only for the root user of a member account, which has one elsewhere.
        let password = self.password.ok_or_else(|| {
            faults::validation_error(
                "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not \
                 be null",
            )
        })?;
        password::check_rules(&password, &user.name, cx.account())?;
        let profile = LoginProfile {
            owner: KeyOwner::User(user.id.clone()),
            hash: password::new_hash(&password, cx.moment)?,
            earlier: Vec::new(),
            created_at: cx.now(),
            changed_at: cx.now(),
            reset_required: self.password_reset_required.unwrap_or(false),
            used_at: None,
        };
        let login_profile = login_profile_shape(&profile, user);
        Ok(Outcome::write(CreateLoginProfileResponse { login_profile }, vec![Change::put(profile)]))
    }
}
