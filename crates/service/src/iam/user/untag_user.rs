// SPDX-License-Identifier: Apache-2.0
//! Removes tags of a user.

use portcullis_directory::change::Change;
use portcullis_directory::record::User;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UntagUserRequest, UntagUserResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for UntagUserRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_user("iam:UntagUser", &self.user_name, cx).tag_keys(self.tag_keys.clone()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UntagUserResponse>, Fault> {
        let before = cx.account().require_user(&self.user_name).map_err(refused)?;
        let tags = tags::remove(&before.tags, &self.tag_keys, KeyCase::Ignored);
        let after = User { tags, ..User::clone(before) };
        Ok(Outcome::write(UntagUserResponse, vec![Change::put(after)]))
    }
}
