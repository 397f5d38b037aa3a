// SPDX-License-Identifier: Apache-2.0
//! Deletes an inline policy of a user.

use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteUserPolicyRequest, DeleteUserPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for DeleteUserPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::User(&self.user_name);
        Access::one(owner.permission_to_change("iam:DeleteUserPolicy", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteUserPolicyResponse>, Fault> {
        let change = document::delete(OwnerName::User(&self.user_name), &self.policy_name, cx)?;
        Ok(Outcome::write(DeleteUserPolicyResponse, vec![change]))
    }
}
