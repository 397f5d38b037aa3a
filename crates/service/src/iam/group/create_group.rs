// SPDX-License-Identifier: Apache-2.0
//! Creates a group.

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::identifier::Prefix;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::Group;
use portcullis_wire::Fault;
use portcullis_wire::iam::{CreateGroupRequest, CreateGroupResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::group::shape::group_shape;
use crate::operation::{Operation, Outcome, refused};

impl Operation for CreateGroupRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let path = self.path.as_deref().unwrap_or("/");
        let resource = arn::group(cx.account().id(), path, &self.group_name);
        Access::one(Permission::new("iam:CreateGroup", resource))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateGroupResponse>, Fault> {
        let account = cx.account();
        account.require_group_name_free(&self.group_name, None).map_err(refused)?;
        account.require_room(Quota::Groups, account.groups.len()).map_err(refused)?;
        let group = Group {
            id: cx.moment.unique_id(Prefix::Group, account),
            name: self.group_name,
            path: self.path.unwrap_or_else(|| "/".to_owned()),
            created_at: cx.now(),
            attached_policies: Vec::new(),
        };
        let response = CreateGroupResponse { group: group_shape(&group, account.id()) };
        Ok(Outcome::write(response, vec![Change::put(group)]))
    }
}
