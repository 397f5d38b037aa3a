// SPDX-License-Identifier: Apache-2.0
//! Creates a user.

use std::collections::BTreeSet;

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::identifier::Prefix;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::User;
use portcullis_wire::Fault;
use portcullis_wire::iam::{CreateUserRequest, CreateUserResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::user::shape::user_shape;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for CreateUserRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let path = self.path.as_deref().unwrap_or("/");
        let resource = arn::user(cx.account().id(), path, &self.user_name);
        let create = Permission::new("iam:CreateUser", resource)
            .optional_key("iam:PermissionsBoundary", self.permissions_boundary.as_deref());
        tags::access_to_create(create, "iam:TagUser", self.tags.as_deref())
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateUserResponse>, Fault> {
        let account = cx.account();
        let name = self.user_name;
        let tags = tags::accept(self.tags.as_deref(), KeyCase::Ignored)?;
        account.require_user_name_free(&name, None).map_err(refused)?;
        account.require_room(Quota::Users, account.users.len()).map_err(refused)?;
        if let Some(boundary) = &self.permissions_boundary {
            account.require_boundary(boundary).map_err(refused)?;
        }
        let user = User {
            id: cx.moment.unique_id(Prefix::User, account),
            name,
            path: self.path.unwrap_or_else(|| "/".to_owned()),
            created_at: cx.now(),
            permissions_boundary: self.permissions_boundary,
            tags,
            groups: BTreeSet::new(),
            attached_policies: Vec::new(),
            password_last_used_at: None,
        };
        let response = CreateUserResponse { user: Some(user_shape(&user, account.id())) };
        Ok(Outcome::write(response, vec![Change::put(user)]))
    }
}
