// SPDX-License-Identifier: Apache-2.0
//! Sets tags on a role.

use portcullis_directory::change::Change;
use portcullis_directory::record::Role;
use portcullis_wire::Fault;
use portcullis_wire::iam::{TagRoleRequest, TagRoleResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::role::on_role;
use crate::tags::{self, KeyCase};

impl Operation for TagRoleRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_role("iam:TagRole", &self.role_name, cx);
        Access::one(permission.request_tags(tags::pairs(Some(&self.tags))))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<TagRoleResponse>, Fault> {
        let before = cx.account().require_role(&self.role_name).map_err(refused)?;
        let tags = tags::add(&before.tags, Some(&self.tags), KeyCase::Ignored)?;
        let after = Role { tags, ..Role::clone(before) };
        Ok(Outcome::write(TagRoleResponse, vec![Change::put(after)]))
    }
}
