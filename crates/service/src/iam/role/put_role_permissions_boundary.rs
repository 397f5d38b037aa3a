// SPDX-License-Identifier: Apache-2.0
//! Sets the permissions boundary of a role.

use portcullis_directory::change::Change;
use portcullis_directory::record::Role;
use portcullis_wire::Fault;
use portcullis_wire::iam::{PutRolePermissionsBoundaryRequest, PutRolePermissionsBoundaryResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::on_role;

impl Operation for PutRolePermissionsBoundaryRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        // The key is the boundary that the request wants, not the one that is there (rule PB-5).
        let permission = on_role("iam:PutRolePermissionsBoundary", &self.role_name, cx);
        Access::one(permission.key("iam:PermissionsBoundary", &*self.permissions_boundary))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<PutRolePermissionsBoundaryResponse>, Fault> {
        let account = cx.account();
        let role = account.require_modifiable_role(&self.role_name).map_err(refused)?;
        account.require_boundary(&self.permissions_boundary).map_err(refused)?;
        let after = Role { permissions_boundary: Some(self.permissions_boundary), ..Role::clone(role) };
        Ok(Outcome::write(PutRolePermissionsBoundaryResponse, vec![Change::put(after)]))
    }
}
