// SPDX-License-Identifier: Apache-2.0
//! Shows an instance profile.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetInstanceProfileRequest, GetInstanceProfileResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::instance_profile::permission::on_instance_profile;
use crate::iam::instance_profile::shape::instance_profile_shape;
use crate::operation::{Operation, Outcome, refused};
use crate::tags;

impl Operation for GetInstanceProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_instance_profile("iam:GetInstanceProfile", &self.instance_profile_name, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetInstanceProfileResponse>, Fault> {
        let profile = cx.account().require_instance_profile(&self.instance_profile_name).map_err(refused)?;
        let mut shown = instance_profile_shape(profile, cx);
        // Unlike roles, instance profiles show an empty list here when they have no tags.
        shown.tags = Some(tags::list(&profile.tags));
        Ok(Outcome::read(GetInstanceProfileResponse { instance_profile: shown }))
    }
}
