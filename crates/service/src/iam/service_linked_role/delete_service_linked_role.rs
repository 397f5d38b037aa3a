// SPDX-License-Identifier: Apache-2.0
//! Deletes a service-linked role. The task whose id is given has succeeded when the answer is there.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_directory::record::{Principal, RoleDeletion};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::on_role;
use crate::usage::forget;

impl Operation for DeleteServiceLinkedRoleRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_role("iam:DeleteServiceLinkedRole", &self.role_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteServiceLinkedRoleResponse>, Fault> {
        let account = cx.account();
        let role = account.require_service_linked_role(&self.role_name).map_err(refused)?;
        let task_id = format!("task{}{}/{}", role.path, role.name, cx.moment.uuid());
        let deletion =
            RoleDeletion { task_id: task_id.clone(), role_arn: role.arn(account.id()), created_at: cx.now() };
        let mut changes = account.forget_role_deletions(cx.now());
        changes.push(Change::Remove(Key::new(Kind::Role, role.id.as_str())));
        changes.push(Change::put(deletion));
        changes.extend(forget(account, &Principal::Role(role.id.clone())));
        Ok(Outcome::write(DeleteServiceLinkedRoleResponse { deletion_task_id: task_id }, changes))
    }
}
