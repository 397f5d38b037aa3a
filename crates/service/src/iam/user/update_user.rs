// SPDX-License-Identifier: Apache-2.0
//! Renames or moves a user, who keeps id, groups, policies and keys.

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::record::User;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateUserRequest, UpdateUserResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UpdateUserRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let source = on_user("iam:UpdateUser", &self.user_name, cx);
        let Some(user) = cx.account().users.named(&self.user_name) else { return Access::one(source) };
        let name = self.new_user_name.as_deref().unwrap_or(&user.name);
        let path = self.new_path.as_deref().unwrap_or(&user.path);
        let target = arn::user(cx.account().id(), path, name);
        if target == source.resource {
            return Access::one(source);
        }
        // A name or path that policies speak of must not be taken or left without permission there.
        let target = Permission::new("iam:UpdateUser", target).resource_tags(&user.tags);
        Access::Requires(vec![source, target])
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateUserResponse>, Fault> {
        let account = cx.account();
        let before = account.require_user(&self.user_name).map_err(refused)?;
        let name = self.new_user_name.unwrap_or_else(|| before.name.clone());
        account.require_user_name_free(&name, Some(&before.id)).map_err(refused)?;
        let path = self.new_path.unwrap_or_else(|| before.path.clone());
        let after = User { name, path, ..User::clone(before) };
        Ok(Outcome::write(UpdateUserResponse, vec![Change::put(after)]))
    }
}
