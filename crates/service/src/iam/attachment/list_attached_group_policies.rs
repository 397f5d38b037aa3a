// SPDX-License-Identifier: Apache-2.0
//! Lists the managed policies that are attached to a group.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::attachment::managed;
use crate::operation::{Operation, Outcome};
use crate::policy_owner::OwnerName;

impl Operation for ListAttachedGroupPoliciesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let owner = OwnerName::Group(&self.group_name);
        Access::one(owner.permission("iam:ListAttachedGroupPolicies", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListAttachedGroupPoliciesResponse>, Fault> {
        let mut response = ListAttachedGroupPoliciesResponse::default();
        let owner = OwnerName::Group(&self.group_name);
        let attached = managed::list(owner, self.path_prefix.as_deref(), &self, &mut response, cx)?;
        response.attached_policies = Some(attached);
        Ok(Outcome::read(response))
    }
}
