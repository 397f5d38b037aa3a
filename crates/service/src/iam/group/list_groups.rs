// SPDX-License-Identifier: Apache-2.0
//! Lists groups.

use portcullis_directory::arn;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ListGroupsRequest, ListGroupsResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::group::shape::group_shape;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListGroupsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let path = self.path_prefix.as_deref().unwrap_or("/");
        Access::one(Permission::on_list("iam:ListGroups", arn::group(cx.account().id(), path, "")))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListGroupsResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        let groups = account.groups.after(window.after()).filter(|group| group.path.starts_with(prefix));
        let mut response = ListGroupsResponse::default();
        let page = window.cut(groups, |group| group.name.to_ascii_lowercase(), &mut response);
        response.groups = page.into_iter().map(|group| group_shape(group, account.id())).collect();
        Ok(Outcome::read(response))
    }
}
