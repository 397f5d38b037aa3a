// SPDX-License-Identifier: Apache-2.0
//! Removes tags from a role.

use portcullis_directory::change::Change;
use portcullis_directory::record::Role;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UntagRoleRequest, UntagRoleResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::on_role;
use crate::tags::{self, KeyCase};

impl Operation for UntagRoleRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_role("iam:UntagRole", &self.role_name, cx);
        Access::one(permission.tag_keys(self.tag_keys.clone()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UntagRoleResponse>, Fault> {
        let before = cx.account().require_role(&self.role_name).map_err(refused)?;
        let tags = tags::remove(&before.tags, &self.tag_keys, KeyCase::Ignored);
        let after = Role { tags, ..Role::clone(before) };
        Ok(Outcome::write(UntagRoleResponse, vec![Change::put(after)]))
    }
}
