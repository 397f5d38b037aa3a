// SPDX-License-Identifier: Apache-2.0
//! Shows an inline policy of a user.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetUserPolicyRequest, GetUserPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for GetUserPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(OwnerName::User(&self.user_name).permission("iam:GetUserPolicy", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetUserPolicyResponse>, Fault> {
        let (owner, policy_document) =
            document::get(OwnerName::User(&self.user_name), &self.policy_name, cx)?;
        Ok(Outcome::read(GetUserPolicyResponse {
            user_name: owner.name().to_owned(),
            policy_name: self.policy_name,
            policy_document,
        }))
    }
}
