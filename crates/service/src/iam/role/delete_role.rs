// SPDX-License-Identifier: Apache-2.0
//! Deletes a role.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_directory::record::Principal;
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteRoleRequest, DeleteRoleResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::on_bounded_role;
use crate::usage::forget;

impl Operation for DeleteRoleRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_bounded_role("iam:DeleteRole", &self.role_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteRoleResponse>, Fault> {
        let account = cx.account();
        let role = account.require_modifiable_role(&self.role_name).map_err(refused)?;
        account.require_bare_role(role).map_err(refused)?;
        let mut changes = vec![Change::Remove(Key::new(Kind::Role, role.id.as_str()))];
        changes.extend(forget(account, &Principal::Role(role.id.clone())));
        Ok(Outcome::write(DeleteRoleResponse, changes))
    }
}
