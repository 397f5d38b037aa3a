// SPDX-License-Identifier: Apache-2.0
//! Lists the names of a role's inline policies.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListRolePoliciesRequest, ListRolePoliciesResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for ListRolePoliciesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(OwnerName::Role(&self.role_name).permission("iam:ListRolePolicies", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListRolePoliciesResponse>, Fault> {
        let mut response = ListRolePoliciesResponse::default();
        let owner = OwnerName::Role(&self.role_name);
        response.policy_names = document::list(owner, &self, &mut response, cx)?;
        Ok(Outcome::read(response))
    }
}
