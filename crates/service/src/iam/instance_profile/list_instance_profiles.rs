// SPDX-License-Identifier: Apache-2.0
//! Lists the instance profiles of the account.

use portcullis_directory::arn;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ListInstanceProfilesRequest, ListInstanceProfilesResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::instance_profile::shape::instance_profile_shape;
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListInstanceProfilesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        let resource = arn::instance_profile(cx.account().id(), prefix, "");
        Access::one(Permission::on_list("iam:ListInstanceProfiles", resource))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListInstanceProfilesResponse>, Fault> {
        let window = Window::of(&self)?;
        let prefix = self.path_prefix.as_deref().unwrap_or("/");
        let mut response = ListInstanceProfilesResponse::default();
        let profiles = cx.account().instance_profiles.after(window.after());
        let profiles = profiles.filter(|profile| profile.path.starts_with(prefix));
        let profiles = window.cut(profiles, |profile| profile.name.to_ascii_lowercase(), &mut response);
        response.instance_profiles =
            profiles.into_iter().map(|profile| instance_profile_shape(profile, cx)).collect();
        Ok(Outcome::read(response))
    }
}
