// SPDX-License-Identifier: Apache-2.0
//! Deletes a group that has no members and no policies.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteGroupRequest, DeleteGroupResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::group::shape::on_group;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteGroupRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_group("iam:DeleteGroup", &self.group_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteGroupResponse>, Fault> {
        let account = cx.account();
        let group = account.require_group(&self.group_name).map_err(refused)?;
        account.require_group_deletable(group).map_err(refused)?;
        let key = Key::new(Kind::Group, group.id.as_str());
        Ok(Outcome::write(DeleteGroupResponse, vec![Change::Remove(key)]))
    }
}
