// SPDX-License-Identifier: Apache-2.0
//! Attaches a managed policy to a user.

use portcullis_wire::Fault;
use portcullis_wire::iam::{AttachUserPolicyRequest, AttachUserPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::attachment::managed;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for AttachUserPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::User(&self.user_name);
        Access::one(
            owner
                .permission_to_change("iam:AttachUserPolicy", cx.account())
                .key("iam:PolicyARN", &*self.policy_arn),
        )
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<AttachUserPolicyResponse>, Fault> {
        let changes = managed::attach(OwnerName::User(&self.user_name), self.policy_arn, cx)?;
        Ok(Outcome::write(AttachUserPolicyResponse, changes))
    }
}
