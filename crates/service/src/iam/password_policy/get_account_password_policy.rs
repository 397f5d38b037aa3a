// SPDX-License-Identifier: Apache-2.0
//! Shows the rules for users' passwords.

use portcullis_wire::Fault;
use portcullis_wire::iam::{self, GetAccountPasswordPolicyRequest, GetAccountPasswordPolicyResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};

impl Operation for GetAccountPasswordPolicyRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:GetAccountPasswordPolicy"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetAccountPasswordPolicyResponse>, Fault> {
        let policy = cx.account().require_password_policy().map_err(refused)?;
        let number = |number: u32| i32::try_from(number).ok();
        let password_policy = iam::PasswordPolicy {
            minimum_password_length: number(policy.length_min),
            require_symbols: Some(policy.require_symbols),
            require_numbers: Some(policy.require_numbers),
            require_uppercase_characters: Some(policy.require_uppercase),
            require_lowercase_characters: Some(policy.require_lowercase),
            allow_users_to_change_password: Some(policy.allow_users_to_change),
            expire_passwords: Some(policy.age_days_max.is_some()),
            max_password_age: policy.age_days_max.and_then(number),
            password_reuse_prevention: policy.reuse_prevention.and_then(number),
            hard_expiry: policy.hard_expiry,
        };
        Ok(Outcome::read(GetAccountPasswordPolicyResponse { password_policy }))
    }
}
