// SPDX-License-Identifier: Apache-2.0
//! Lists the groups that a user is in.

use std::sync::Arc;

use portcullis_directory::record::Group;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ListGroupsForUserRequest, ListGroupsForUserResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::group::shape::group_shape;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;

impl Operation for ListGroupsForUserRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_user("iam:ListGroupsForUser", &self.user_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListGroupsForUserResponse>, Fault> {
        let window = Window::of(&self)?;
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        let mut response = ListGroupsForUserResponse::default();
        let position = |group: &&Arc<Group>| group.name.to_ascii_lowercase();
        let page = window.cut(account.groups_of(user), position, &mut response);
        response.groups = page.into_iter().map(|group| group_shape(group, account.id())).collect();
        Ok(Outcome::read(response))
    }
}
