// SPDX-License-Identifier: Apache-2.0
//! Sets the managed policy that caps a user's permissions.

use portcullis_directory::change::Change;
use portcullis_directory::record::User;
use portcullis_wire::Fault;
use portcullis_wire::iam::{PutUserPermissionsBoundaryRequest, PutUserPermissionsBoundaryResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};

impl Operation for PutUserPermissionsBoundaryRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        // The key holds the boundary that is asked for, so that delegates can be held to one (rule PB-5).
        let permission = on_user("iam:PutUserPermissionsBoundary", &self.user_name, cx);
        Access::one(permission.key("iam:PermissionsBoundary", &*self.permissions_boundary))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<PutUserPermissionsBoundaryResponse>, Fault> {
        let account = cx.account();
        let before = account.require_user(&self.user_name).map_err(refused)?;
        account.require_boundary(&self.permissions_boundary).map_err(refused)?;
        let permissions_boundary = Some(self.permissions_boundary);
        let after = User { permissions_boundary, ..User::clone(before) };
        Ok(Outcome::write(PutUserPermissionsBoundaryResponse, vec![Change::put(after)]))
    }
}
