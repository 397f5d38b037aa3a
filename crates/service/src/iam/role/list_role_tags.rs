// SPDX-License-Identifier: Apache-2.0
//! Lists the tags of a role.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListRoleTagsRequest, ListRoleTagsResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;
use crate::role::on_role;
use crate::tags::{self, KeyCase};

impl Operation for ListRoleTagsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_role("iam:ListRoleTags", &self.role_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListRoleTagsResponse>, Fault> {
        let window = Window::of(&self)?;
        let tagged = cx.account().require_role(&self.role_name).map_err(refused)?;
        let mut response = ListRoleTagsResponse::default();
        response.tags = tags::page(&tagged.tags, &window, KeyCase::Ignored, &mut response);
        Ok(Outcome::read(response))
    }
}
