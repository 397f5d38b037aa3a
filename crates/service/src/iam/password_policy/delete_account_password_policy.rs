// SPDX-License-Identifier: Apache-2.0
//! Takes the account's rules for passwords away; AWS's default rules hold again.

use portcullis_directory::Refusal;
use portcullis_directory::change::Change;
use portcullis_directory::record::AccountSettings;
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteAccountPasswordPolicyRequest, DeleteAccountPasswordPolicyResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteAccountPasswordPolicyRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("iam:DeleteAccountPasswordPolicy"))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteAccountPasswordPolicyResponse>, Fault> {
        let before = cx.account().settings();
        if before.password_policy.is_none() {
            // The words differ from those of GetAccountPasswordPolicy, as they do in AWS.
            let message = "The account policy with name PasswordPolicy cannot be found.".to_owned();
            return Err(refused(Refusal::NoSuchEntity(message)));
        }
        let after = AccountSettings { password_policy: None, ..before };
        Ok(Outcome::write(DeleteAccountPasswordPolicyResponse, vec![Change::put(after)]))
    }
}
