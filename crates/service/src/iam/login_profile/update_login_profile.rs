// SPDX-License-Identifier: Apache-2.0
//! Sets a user's password anew, as an administrator does, or says that the user must.

use portcullis_directory::change::Change;
use portcullis_directory::record::LoginProfile;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateLoginProfileRequest, UpdateLoginProfileResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::user::subject::on_user;
use crate::operation::{Operation, Outcome, refused};
use crate::password;

impl Operation for UpdateLoginProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_user("iam:UpdateLoginProfile", &self.user_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UpdateLoginProfileResponse>, Fault> {
        let account = cx.account();
        let user = account.require_user(&self.user_name).map_err(refused)?;
        let before = account.require_login_profile(user).map_err(refused)?;
        let reset_required = self.password_reset_required.unwrap_or(before.reset_required);
        let after = match self.password {
            Some(password) => {
                password::check_rules(&password, &user.name, account)?;
                password::check_reuse(&password, before, cx)?;
                before.with_password(password::new_hash(&password, cx.moment)?, reset_required, cx.now())
            }
            None => LoginProfile { reset_required, ..LoginProfile::clone(before) },
        };
        Ok(Outcome::write(UpdateLoginProfileResponse, vec![Change::put(after)]))
    }
}
