// SPDX-License-Identifier: Apache-2.0
//! Puts a role into an instance profile.

use portcullis_directory::change::Change;
use portcullis_directory::record::InstanceProfile;
use portcullis_wire::Fault;
use portcullis_wire::iam::{AddRoleToInstanceProfileRequest, AddRoleToInstanceProfileResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::instance_profile::permission::on_instance_profile;
use crate::operation::{Operation, Outcome, refused};
use crate::role::on_role;

/// The service that instance profiles hand their role to.
const PASSED_TO: &str = "ec2.amazonaws.com";

impl Operation for AddRoleToInstanceProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::Requires(vec![
            on_instance_profile("iam:AddRoleToInstanceProfile", &self.instance_profile_name, cx),
            // No instance is known yet, so `iam:AssociatedResourceArn` has no value (rule T-16).
            on_role("iam:PassRole", &self.role_name, cx).key("iam:PassedToService", PASSED_TO),
        ])
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<AddRoleToInstanceProfileResponse>, Fault> {
        let account = cx.account();
        let profile = account.require_instance_profile(&self.instance_profile_name).map_err(refused)?;
        let role = account.require_modifiable_role(&self.role_name).map_err(refused)?;
        account.require_room_for_role(profile).map_err(refused)?;
        let after = InstanceProfile { role: Some(role.id.clone()), ..InstanceProfile::clone(profile) };
        Ok(Outcome::write(AddRoleToInstanceProfileResponse, vec![Change::put(after)]))
    }
}
