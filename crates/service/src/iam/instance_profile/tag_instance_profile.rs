// SPDX-License-Identifier: Apache-2.0
//! Sets tags on an instance profile.

use portcullis_directory::change::Change;
use portcullis_directory::record::InstanceProfile;
use portcullis_wire::Fault;
use portcullis_wire::iam::{TagInstanceProfileRequest, TagInstanceProfileResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::instance_profile::permission::on_instance_profile;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for TagInstanceProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_instance_profile("iam:TagInstanceProfile", &self.instance_profile_name, cx);
        Access::one(permission.request_tags(tags::pairs(Some(&self.tags))))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<TagInstanceProfileResponse>, Fault> {
        let before = cx.account().require_instance_profile(&self.instance_profile_name).map_err(refused)?;
        let tags = tags::add(&before.tags, Some(&self.tags), KeyCase::Kept)?;
        let after = InstanceProfile { tags, ..InstanceProfile::clone(before) };
        Ok(Outcome::write(TagInstanceProfileResponse, vec![Change::put(after)]))
    }
}
