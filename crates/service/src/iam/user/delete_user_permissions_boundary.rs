// SPDX-License-Identifier: Apache-2.0
//! Takes the cap off a user's permissions.

use portcullis_directory::change::Change;
use portcullis_directory::record::User;
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteUserPermissionsBoundaryRequest, DeleteUserPermissionsBoundaryResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::policy_owner::OwnerName;

impl Operation for DeleteUserPermissionsBoundaryRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let user = OwnerName::User(&self.user_name);
        Access::one(user.permission_to_change("iam:DeleteUserPermissionsBoundary", cx.account()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteUserPermissionsBoundaryResponse>, Fault> {
        let before = cx.account().require_user(&self.user_name).map_err(refused)?;
        let after = User { permissions_boundary: None, ..User::clone(before) };
        Ok(Outcome::write(DeleteUserPermissionsBoundaryResponse, vec![Change::put(after)]))
    }
}
