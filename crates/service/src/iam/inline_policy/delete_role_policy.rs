// SPDX-License-Identifier: Apache-2.0
//! Deletes an inline policy of a role.

use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteRolePolicyRequest, DeleteRolePolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for DeleteRolePolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::Role(&self.role_name);
        Access::one(owner.permission_to_change("iam:DeleteRolePolicy", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteRolePolicyResponse>, Fault> {
        let change = document::delete(OwnerName::Role(&self.role_name), &self.policy_name, cx)?;
        Ok(Outcome::write(DeleteRolePolicyResponse, vec![change]))
    }
}
