// SPDX-License-Identifier: Apache-2.0
//! Lists the managed policies that are attached to a user.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::attachment::managed;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for ListAttachedUserPoliciesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::User(&self.user_name);
        Access::one(owner.permission("iam:ListAttachedUserPolicies", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListAttachedUserPoliciesResponse>, Fault> {
        let mut response = ListAttachedUserPoliciesResponse::default();
        let owner = OwnerName::User(&self.user_name);
        let attached = managed::list(owner, self.path_prefix.as_deref(), &self, &mut response, cx)?;
        response.attached_policies = Some(attached);
        Ok(Outcome::read(response))
    }
}
