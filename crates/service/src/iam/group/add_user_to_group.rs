// SPDX-License-Identifier: Apache-2.0
//! Makes a user a member of a group.

use portcullis_directory::change::Change;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::User;
use portcullis_wire::Fault;
use portcullis_wire::iam::{AddUserToGroupRequest, AddUserToGroupResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::group::shape::on_group;
use crate::operation::{Operation, Outcome, refused};

impl Operation for AddUserToGroupRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_group("iam:AddUserToGroup", &self.group_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<AddUserToGroupResponse>, Fault> {
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        let group = account.require_group(&self.group_name).map_err(refused)?;
        if user.groups.contains(&group.id) {
            return Ok(Outcome::read(AddUserToGroupResponse));
        }
        account.require_room(Quota::GroupsPerUser, user.groups.len()).map_err(refused)?;
        let mut after = User::clone(user);
        after.groups.insert(group.id.clone());
        Ok(Outcome::write(AddUserToGroupResponse, vec![Change::put(after)]))
    }
}
