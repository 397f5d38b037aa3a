// SPDX-License-Identifier: Apache-2.0
//! Shows a group and its members.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetGroupRequest, GetGroupResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::group::shape::{group_shape, on_group};
use crate::iam::user::shape::user_entry;
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;

impl Operation for GetGroupRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_group("iam:GetGroup", &self.group_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetGroupResponse>, Fault> {
        let window = Window::of(&self)?;
        let account = cx.account();
        let group = account.require_group(&self.group_name).map_err(refused)?;
        let mut members: Vec<_> = account.members(&group.id).collect();
        members.sort_by_key(|user| user.name.to_ascii_lowercase());
        let mut response =
            GetGroupResponse { group: group_shape(group, account.id()), ..GetGroupResponse::default() };
        let page = window.cut(members, |user| user.name.to_ascii_lowercase(), &mut response);
        response.users = page.into_iter().map(|user| user_entry(user, account.id())).collect();
        Ok(Outcome::read(response))
    }
}
