// SPDX-License-Identifier: Apache-2.0
//! Detaches a managed policy from a user.

use portcullis_wire::Fault;
use portcullis_wire::iam::{DetachUserPolicyRequest, DetachUserPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::attachment::managed;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for DetachUserPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::User(&self.user_name);
        Access::one(
            owner
                .permission_to_change("iam:DetachUserPolicy", cx.account())
                .key("iam:PolicyARN", &*self.policy_arn),
        )
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DetachUserPolicyResponse>, Fault> {
        let changes = managed::detach(OwnerName::User(&self.user_name), &self.policy_arn, cx)?;
        Ok(Outcome::write(DetachUserPolicyResponse, changes))
    }
}
