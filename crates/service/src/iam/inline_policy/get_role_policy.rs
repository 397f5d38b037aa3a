// SPDX-License-Identifier: Apache-2.0
//! Shows an inline policy of a role.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetRolePolicyRequest, GetRolePolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for GetRolePolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(OwnerName::Role(&self.role_name).permission("iam:GetRolePolicy", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetRolePolicyResponse>, Fault> {
        let (owner, policy_document) =
            document::get(OwnerName::Role(&self.role_name), &self.policy_name, cx)?;
        Ok(Outcome::read(GetRolePolicyResponse {
            role_name: owner.name().to_owned(),
            policy_name: self.policy_name,
            policy_document,
        }))
    }
}
