// SPDX-License-Identifier: Apache-2.0
//! Takes the permissions boundary off a role.

use portcullis_directory::change::Change;
use portcullis_directory::record::Role;
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteRolePermissionsBoundaryRequest, DeleteRolePermissionsBoundaryResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::on_bounded_role;

impl Operation for DeleteRolePermissionsBoundaryRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_bounded_role("iam:DeleteRolePermissionsBoundary", &self.role_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteRolePermissionsBoundaryResponse>, Fault> {
        let role = cx.account().require_modifiable_role(&self.role_name).map_err(refused)?;
        let after = Role { permissions_boundary: None, ..Role::clone(role) };
        Ok(Outcome::write(DeleteRolePermissionsBoundaryResponse, vec![Change::put(after)]))
    }
}
