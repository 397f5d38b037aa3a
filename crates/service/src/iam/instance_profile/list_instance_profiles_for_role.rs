// SPDX-License-Identifier: Apache-2.0
//! Lists the instance profiles that hold a role.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::instance_profile::shape::instance_profile_shape;
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;
use crate::role::on_role;

impl Operation for ListInstanceProfilesForRoleRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_role("iam:ListInstanceProfilesForRole", &self.role_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListInstanceProfilesForRoleResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let role = account.require_role(&self.role_name).map_err(refused)?;
        let mut response = ListInstanceProfilesForRoleResponse::default();
        let mut profiles: Vec<_> = account.instance_profiles_of(&role.id).collect();
        profiles.sort_by_key(|profile| profile.name.to_ascii_lowercase());
        let profiles = window.cut(profiles, |profile| profile.name.to_ascii_lowercase(), &mut response);
        response.instance_profiles =
            profiles.into_iter().map(|profile| instance_profile_shape(profile, cx)).collect();
        Ok(Outcome::read(response))
    }
}
