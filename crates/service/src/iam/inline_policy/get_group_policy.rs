// SPDX-License-Identifier: Apache-2.0
//! Shows an inline policy of a group.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetGroupPolicyRequest, GetGroupPolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for GetGroupPolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(OwnerName::Group(&self.group_name).permission("iam:GetGroupPolicy", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetGroupPolicyResponse>, Fault> {
        let (owner, policy_document) =
            document::get(OwnerName::Group(&self.group_name), &self.policy_name, cx)?;
        Ok(Outcome::read(GetGroupPolicyResponse {
            group_name: owner.name().to_owned(),
            policy_name: self.policy_name,
            policy_document,
        }))
    }
}
