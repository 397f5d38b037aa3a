// SPDX-License-Identifier: Apache-2.0
//! Tells whether a user has a password, and since when.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetLoginProfileRequest, GetLoginProfileResponse};

use super::shape::login_profile_shape;
use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::{access_to_subject, subject};
use crate::operation::{Operation, Outcome, refused};

impl Operation for GetLoginProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:GetLoginProfile", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetLoginProfileResponse>, Fault> {
        let user = subject(self.user_name.as_deref(), cx)?;
        let profile = cx.account().require_login_profile(user).map_err(refused)?;
        Ok(Outcome::read(GetLoginProfileResponse { login_profile: login_profile_shape(profile, user) }))
    }
}
