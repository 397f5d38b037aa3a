// SPDX-License-Identifier: Apache-2.0
//! Lists the roles of the account.

use portcullis_directory::arn;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ListRolesRequest, ListRolesResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};
use crate::page::Window;
use crate::role::listed_role_shape;

impl Operation for ListRolesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        Access::one(Permission::on_list("iam:ListRoles", arn::role(cx.account().id(), prefix, "")))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListRolesResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        let mut response = ListRolesResponse::default();
        let roles = account.roles.after(window.after()).filter(|role| role.path.starts_with(prefix));
        let roles = window.cut(roles, |role| role.name.to_ascii_lowercase(), &mut response);
        response.roles = roles.into_iter().map(|role| listed_role_shape(role, account.id(), cx)).collect();
        Ok(Outcome::read(response))
    }
}
