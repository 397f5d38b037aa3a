// SPDX-License-Identifier: Apache-2.0
//! Puts an inline policy on a role.

use portcullis_wire::Fault;
use portcullis_wire::iam::{PutRolePolicyRequest, PutRolePolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for PutRolePolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::Role(&self.role_name);
        Access::one(owner.permission_to_change("iam:PutRolePolicy", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<PutRolePolicyResponse>, Fault> {
        let owner = OwnerName::Role(&self.role_name);
        let change = document::put(owner, &self.policy_name, self.policy_document, cx)?;
        Ok(Outcome::write(PutRolePolicyResponse, vec![change]))
    }
}
