// SPDX-License-Identifier: Apache-2.0
//! Lists the tags of a user.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListUserTagsRequest, ListUserTagsResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;
use crate::tags::{self, KeyCase};

impl Operation for ListUserTagsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_user("iam:ListUserTags", &self.user_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListUserTagsResponse>, Fault> {
        let window = Window::of(&self)?;
        let user = cx.account().require_user(&self.user_name).map_err(refused)?;
        let mut response = ListUserTagsResponse::default();
        response.tags = tags::page(&user.tags, &window, KeyCase::Ignored, &mut response);
        Ok(Outcome::read(response))
    }
}
