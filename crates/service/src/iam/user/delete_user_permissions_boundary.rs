// SPDX-License-Identifier: Apache-2.0
//! Takes the cap off a user's permissions.

use portcullis_directory::change::Change;
use portcullis_directory::record::User;
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteUserPermissionsBoundaryRequest, DeleteUserPermissionsBoundaryResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteUserPermissionsBoundaryRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let user = cx.account().users.named(&self.user_name);
        let boundary = user.and_then(|user| user.permissions_boundary.as_deref());
        let permission = on_user("iam:DeleteUserPermissionsBoundary", &self.user_name, cx);
        Access::one(permission.optional_key("iam:PermissionsBoundary", boundary))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteUserPermissionsBoundaryResponse>, Fault> {
        let before = cx.account().require_user(&self.user_name).map_err(refused)?;
        let after = User { permissions_boundary: None, ..User::clone(before) };
        Ok(Outcome::write(DeleteUserPermissionsBoundaryResponse, vec![Change::put(after)]))
    }
}
