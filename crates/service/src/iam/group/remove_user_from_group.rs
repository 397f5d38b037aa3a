// SPDX-License-Identifier: Apache-2.0
//! Ends a user's membership in a group.

use portcullis_directory::change::Change;
use portcullis_directory::record::User;
use portcullis_wire::Fault;
use portcullis_wire::iam::{RemoveUserFromGroupRequest, RemoveUserFromGroupResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::group::shape::on_group;
use crate::operation::{Operation, Outcome, refused};

impl Operation for RemoveUserFromGroupRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_group("iam:RemoveUserFromGroup", &self.group_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<RemoveUserFromGroupResponse>, Fault> {
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        let group = account.require_group(&self.group_name).map_err(refused)?;
        let mut after = User::clone(user);
        if !after.groups.remove(&group.id) {
            // AWS takes no offence at a user who is no member.
            return Ok(Outcome::read(RemoveUserFromGroupResponse));
        }
        Ok(Outcome::write(RemoveUserFromGroupResponse, vec![Change::put(after)]))
    }
}
