// SPDX-License-Identifier: Apache-2.0
//! Deletes a user on which nothing hangs any more.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_directory::record::Principal;
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteUserRequest, DeleteUserResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};
use crate::usage::forget;

impl Operation for DeleteUserRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_user("iam:DeleteUser", &self.user_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteUserResponse>, Fault> {
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        account.require_user_deletable(user).map_err(refused)?;
        let mut changes = vec![Change::Remove(Key::new(Kind::User, user.id.as_str()))];
        changes.extend(forget(account, &Principal::User(user.id.clone())));
        Ok(Outcome::write(DeleteUserResponse, changes))
    }
}
