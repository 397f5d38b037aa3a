// SPDX-License-Identifier: Apache-2.0
//! Shows a user, or the caller.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetUserRequest, GetUserResponse};

use crate::access::Access;
use crate::caller::Identity;
use crate::context::Context;
use crate::iam::user::shape::{root_shape, user_shape};
use crate::iam::user::subject::{access_to_subject, must_name_user};
use crate::operation::{Operation, Outcome, refused};

impl Operation for GetUserRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:GetUser", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetUserResponse>, Fault> {
        let account = cx.account();
        let user = match (&self.user_name, &cx.caller.identity) {
            (Some(name), _) => user_shape(account.require_user(name).map_err(refused)?, account.id()),
            (None, Identity::Root) => root_shape(account),
            (None, Identity::User(user)) => user_shape(user, account.id()),
            (None, Identity::Role { .. } | Identity::Federated { .. } | Identity::Proven(_)) => {
                return Err(must_name_user());
            }
        };
        Ok(Outcome::read(GetUserResponse { user }))
    }
}
