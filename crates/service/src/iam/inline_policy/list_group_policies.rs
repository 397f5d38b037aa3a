// SPDX-License-Identifier: Apache-2.0
//! Lists the names of a group's inline policies.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListGroupPoliciesRequest, ListGroupPoliciesResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::inline_policy::document;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for ListGroupPoliciesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(OwnerName::Group(&self.group_name).permission("iam:ListGroupPolicies", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListGroupPoliciesResponse>, Fault> {
        let mut response = ListGroupPoliciesResponse::default();
        let owner = OwnerName::Group(&self.group_name);
        response.policy_names = document::list(owner, &self, &mut response, cx)?;
        Ok(Outcome::read(response))
    }
}
