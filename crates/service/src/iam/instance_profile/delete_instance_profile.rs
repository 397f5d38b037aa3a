// SPDX-License-Identifier: Apache-2.0
//! Deletes an instance profile.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeleteInstanceProfileRequest, DeleteInstanceProfileResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::instance_profile::permission::on_instance_profile;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteInstanceProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_instance_profile("iam:DeleteInstanceProfile", &self.instance_profile_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteInstanceProfileResponse>, Fault> {
        let account = cx.account();
        let profile = account.require_instance_profile(&self.instance_profile_name).map_err(refused)?;
        account.require_bare_instance_profile(profile).map_err(refused)?;
        let change = Change::Remove(Key::new(Kind::InstanceProfile, profile.id.as_str()));
        Ok(Outcome::write(DeleteInstanceProfileResponse, vec![change]))
    }
}
