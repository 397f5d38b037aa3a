// SPDX-License-Identifier: Apache-2.0
//! Puts an inline policy on a user.

use portcullis_wire::Fault;
use portcullis_wire::iam::{PutUserPolicyRequest, PutUserPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for PutUserPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::User(&self.user_name);
        Access::one(owner.permission_to_change("iam:PutUserPolicy", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<PutUserPolicyResponse>, Fault> {
        let owner = OwnerName::User(&self.user_name);
        let change = document::put(owner, &self.policy_name, self.policy_document, cx)?;
        Ok(Outcome::write(PutUserPolicyResponse, vec![change]))
    }
}
