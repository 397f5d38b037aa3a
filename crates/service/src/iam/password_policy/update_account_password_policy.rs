// SPDX-License-Identifier: Apache-2.0
//! Sets the rules for users' passwords. What the request leaves out goes back to its default.

use portcullis_directory::change::Change;
use portcullis_directory::record::{AccountSettings, PasswordPolicy};
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateAccountPasswordPolicyRequest, UpdateAccountPasswordPolicyResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};

const LENGTH_MIN_DEFAULT: u32 = 6;

impl Operation for UpdateAccountPasswordPolicyRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:UpdateAccountPasswordPolicy"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateAccountPasswordPolicyResponse>, Fault> {
        let number = |given: Option<i32>| given.and_then(|number| u32::try_from(number).ok());
        let policy = PasswordPolicy {
            length_min: number(self.minimum_password_length).unwrap_or(LENGTH_MIN_DEFAULT),
            require_symbols: self.require_symbols.unwrap_or(false),
            require_numbers: self.require_numbers.unwrap_or(false),
            require_uppercase: self.require_uppercase_characters.unwrap_or(false),
            require_lowercase: self.require_lowercase_characters.unwrap_or(false),
            allow_users_to_change: self.allow_users_to_change_password.unwrap_or(false),
            age_days_max: number(self.max_password_age),
            reuse_prevention: number(self.password_reuse_prevention),
            hard_expiry: self.hard_expiry,
        };
        let after = AccountSettings { password_policy: Some(policy), ..cx.account().settings() };
        Ok(Outcome::write(UpdateAccountPasswordPolicyResponse, vec![Change::put(after)]))
    }
}
