// SPDX-License-Identifier: Apache-2.0
//! Lists the managed policies that are attached to a role.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::attachment::managed;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for ListAttachedRolePoliciesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::Role(&self.role_name);
        Access::one(owner.permission("iam:ListAttachedRolePolicies", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListAttachedRolePoliciesResponse>, Fault> {
        let mut response = ListAttachedRolePoliciesResponse::default();
        let owner = OwnerName::Role(&self.role_name);
        let attached = managed::list(owner, self.path_prefix.as_deref(), &self, &mut response, cx)?;
        response.attached_policies = Some(attached);
        Ok(Outcome::read(response))
    }
}
