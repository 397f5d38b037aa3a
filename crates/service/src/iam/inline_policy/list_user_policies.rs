// SPDX-License-Identifier: Apache-2.0
//! Lists the names of a user's inline policies.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListUserPoliciesRequest, ListUserPoliciesResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for ListUserPoliciesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(OwnerName::User(&self.user_name).permission("iam:ListUserPolicies", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListUserPoliciesResponse>, Fault> {
        let mut response = ListUserPoliciesResponse::default();
        let owner = OwnerName::User(&self.user_name);
        response.policy_names = document::list(owner, &self, &mut response, cx)?;
        Ok(Outcome::read(response))
    }
}
