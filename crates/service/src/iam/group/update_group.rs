// SPDX-License-Identifier: Apache-2.0
//! Renames or moves a group, which keeps id, members and policies.

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::record::Group;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateGroupRequest, UpdateGroupResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::group::shape::on_group;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UpdateGroupRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let source = on_group("iam:UpdateGroup", &self.group_name, cx);
        let Some(group) = cx.account().groups.named(&self.group_name) else { return Access::one(source) };
        let name = self.new_group_name.as_deref().unwrap_or(&group.name);
        let path = self.new_path.as_deref().unwrap_or(&group.path);
        let target = arn::group(cx.account().id(), path, name);
        if target == source.resource {
            return Access::one(source);
        }
        // A name or path that policies speak of must not be taken or left without permission there.
        Access::Requires(vec![source, Permission::new("iam:UpdateGroup", target)])
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateGroupResponse>, Fault> {
        let account = cx.account();
        let before = account.require_group(&self.group_name).map_err(refused)?;
        let name = self.new_group_name.unwrap_or_else(|| before.name.clone());
        account.require_group_name_free(&name, Some(&before.id)).map_err(refused)?;
        let path = self.new_path.unwrap_or_else(|| before.path.clone());
        let after = Group { name, path, ..Group::clone(before) };
        Ok(Outcome::write(UpdateGroupResponse, vec![Change::put(after)]))
    }
}
