// SPDX-License-Identifier: Apache-2.0
//! Takes a user's password away. Access keys go on working.

use portcullis_directory::change::{Change, Key};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteLoginProfileRequest, DeleteLoginProfileResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::{access_to_subject, subject};
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteLoginProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_subject("iam:DeleteLoginProfile", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteLoginProfileResponse>, Fault> {
        let user = subject(self.user_name.as_deref(), cx)?;
        let profile = cx.account().require_login_profile(user).map_err(refused)?;
        let key = Key::login_profile(&profile.owner);
        Ok(Outcome::write(DeleteLoginProfileResponse, vec![Change::Remove(key)]))
    }
}
