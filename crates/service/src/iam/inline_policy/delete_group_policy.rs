// SPDX-License-Identifier: Apache-2.0
//! Deletes an inline policy of a group.

use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteGroupPolicyRequest, DeleteGroupPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for DeleteGroupPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::Group(&self.group_name);
        Access::one(owner.permission_to_change("iam:DeleteGroupPolicy", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteGroupPolicyResponse>, Fault> {
        let change = document::delete(OwnerName::Group(&self.group_name), &self.policy_name, cx)?;
        Ok(Outcome::write(DeleteGroupPolicyResponse, vec![change]))
    }
}
