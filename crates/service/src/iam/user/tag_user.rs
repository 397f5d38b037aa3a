// SPDX-License-Identifier: Apache-2.0
//! Sets tags of a user.

use portcullis_directory::change::Change;
use portcullis_directory::record::User;
use portcullis_wire::Fault;
use portcullis_wire::iam::{TagUserRequest, TagUserResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for TagUserRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_user("iam:TagUser", &self.user_name, cx);
        Access::one(permission.request_tags(tags::pairs(Some(&self.tags))))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<TagUserResponse>, Fault> {
        let before = cx.account().require_user(&self.user_name).map_err(refused)?;
        let tags = tags::add(&before.tags, Some(&self.tags), KeyCase::Ignored)?;
        let after = User { tags, ..User::clone(before) };
        Ok(Outcome::write(TagUserResponse, vec![Change::put(after)]))
    }
}
