// SPDX-License-Identifier: Apache-2.0
//! Attaches a managed policy to a group.

use portcullis_wire::Fault;
use portcullis_wire::iam::{AttachGroupPolicyRequest, AttachGroupPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::attachment::managed;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for AttachGroupPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::Group(&self.group_name);
        Access::one(
            owner
                .permission_to_change("iam:AttachGroupPolicy", cx.account())
                .key("iam:PolicyARN", &*self.policy_arn),
        )
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<AttachGroupPolicyResponse>, Fault> {
        let changes = managed::attach(OwnerName::Group(&self.group_name), self.policy_arn, cx)?;
        Ok(Outcome::write(AttachGroupPolicyResponse, changes))
    }
}
