// SPDX-License-Identifier: Apache-2.0
//! Changes the description of a role.

use portcullis_directory::change::Change;
use portcullis_directory::record::Role;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::{described_role_shape, on_bounded_role};

impl Operation for UpdateRoleDescriptionRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_bounded_role("iam:UpdateRoleDescription", &self.role_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateRoleDescriptionResponse>, Fault> {
        let account = cx.account();
        let role = account.require_role(&self.role_name).map_err(refused)?;
        let after = Role { description: Some(self.description), ..Role::clone(role) };
        let shown = described_role_shape(&after, account.id(), cx);
        let response = UpdateRoleDescriptionResponse { role: Some(shown) };
        Ok(Outcome::write(response, vec![Change::put(after)]))
    }
}
