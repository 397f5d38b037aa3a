// SPDX-License-Identifier: Apache-2.0
//! Changes who may assume a role.

use portcullis_directory::change::Change;
use portcullis_directory::record::Role;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::on_bounded_role;
use crate::trust_policy;

impl Operation for UpdateAssumeRolePolicyRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_bounded_role("iam:UpdateAssumeRolePolicy", &self.role_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateAssumeRolePolicyResponse>, Fault> {
        let written = trust_policy::read(&self.policy_document)?;
        let role = cx.account().require_modifiable_role(&self.role_name).map_err(refused)?;
        let trust_policy = written.store(cx)?;
        let after = Role { trust_policy, ..Role::clone(role) };
        Ok(Outcome::write(UpdateAssumeRolePolicyResponse, vec![Change::put(after)]))
    }
}
