// SPDX-License-Identifier: Apache-2.0
//! Detaches a managed policy from a group.

use portcullis_wire::Fault;
use portcullis_wire::iam::{DetachGroupPolicyRequest, DetachGroupPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::attachment::managed;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for DetachGroupPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::Group(&self.group_name);
        Access::one(
            owner
                .permission_to_change("iam:DetachGroupPolicy", cx.account())
                .key("iam:PolicyARN", &*self.policy_arn),
        )
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DetachGroupPolicyResponse>, Fault> {
        let changes = managed::detach(OwnerName::Group(&self.group_name), &self.policy_arn, cx)?;
        Ok(Outcome::write(DetachGroupPolicyResponse, changes))
    }
}
