// SPDX-License-Identifier: Apache-2.0
//! Takes a role out of an instance profile.

use portcullis_directory::change::Change;
use portcullis_directory::record::InstanceProfile;
use portcullis_wire::Fault;
use portcullis_wire::iam::{RemoveRoleFromInstanceProfileRequest, RemoveRoleFromInstanceProfileResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::instance_profile::permission::on_instance_profile;
use crate::operation::{Operation, Outcome, refused};

impl Operation for RemoveRoleFromInstanceProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let profile = &self.instance_profile_name;
        Access::one(on_instance_profile("iam:RemoveRoleFromInstanceProfile", profile, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<RemoveRoleFromInstanceProfileResponse>, Fault> {
        let account = cx.account();
        let profile = account.require_instance_profile(&self.instance_profile_name).map_err(refused)?;
        let role = account.require_modifiable_role(&self.role_name).map_err(refused)?;
        account.require_role_in(profile, role).map_err(refused)?;
        let after = InstanceProfile { role: None, ..InstanceProfile::clone(profile) };
        Ok(Outcome::write(RemoveRoleFromInstanceProfileResponse, vec![Change::put(after)]))
    }
}
