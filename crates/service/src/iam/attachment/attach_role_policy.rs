// SPDX-License-Identifier: Apache-2.0
//! Attaches a managed policy to a role.

use portcullis_wire::Fault;
use portcullis_wire::iam::{AttachRolePolicyRequest, AttachRolePolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::attachment::managed;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for AttachRolePolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::Role(&self.role_name);
        Access::one(
            owner
                .permission_to_change("iam:AttachRolePolicy", cx.account())
                .key("iam:PolicyARN", &*self.policy_arn),
        )
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<AttachRolePolicyResponse>, Fault> {
        let changes = managed::attach(OwnerName::Role(&self.role_name), self.policy_arn, cx)?;
        Ok(Outcome::write(AttachRolePolicyResponse, changes))
    }
}
