// SPDX-License-Identifier: Apache-2.0
//! Lists users.

use portcullis_directory::arn;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ListUsersRequest, ListUsersResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::user::shape::user_entry;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListUsersRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let path = self.path_prefix.as_deref().unwrap_or("/");
        Access::one(Permission::on_list("iam:ListUsers", arn::user(cx.account().id(), path, "")))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListUsersResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        let users = account.users.after(window.after()).filter(|user| user.path.starts_with(prefix));
        let mut response = ListUsersResponse::default();
        let page = window.cut(users, |user| user.name.to_ascii_lowercase(), &mut response);
        response.users = page.into_iter().map(|user| user_entry(user, account.id())).collect();
        Ok(Outcome::read(response))
    }
}
