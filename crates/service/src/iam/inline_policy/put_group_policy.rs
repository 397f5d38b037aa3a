// SPDX-License-Identifier: Apache-2.0
//! Puts an inline policy on a group.

use portcullis_wire::Fault;
use portcullis_wire::iam::{PutGroupPolicyRequest, PutGroupPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for PutGroupPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::Group(&self.group_name);
        Access::one(owner.permission_to_change("iam:PutGroupPolicy", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<PutGroupPolicyResponse>, Fault> {
        let owner = OwnerName::Group(&self.group_name);
        let change = document::put(owner, &self.policy_name, self.policy_document, cx)?;
        Ok(Outcome::write(PutGroupPolicyResponse, vec![change]))
    }
}
