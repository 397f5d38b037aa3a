// SPDX-License-Identifier: Apache-2.0
//! Removes tags from an instance profile.

use portcullis_directory::change::Change;
use portcullis_directory::record::InstanceProfile;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UntagInstanceProfileRequest, UntagInstanceProfileResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::instance_profile::permission::on_instance_profile;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for UntagInstanceProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_instance_profile("iam:UntagInstanceProfile", &self.instance_profile_name, cx);
        Access::one(permission.tag_keys(self.tag_keys.clone()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UntagInstanceProfileResponse>, Fault> {
        let before = cx.account().require_instance_profile(&self.instance_profile_name).map_err(refused)?;
        let tags = tags::remove(&before.tags, &self.tag_keys, KeyCase::Kept);
        let after = InstanceProfile { tags, ..InstanceProfile::clone(before) };
        Ok(Outcome::write(UntagInstanceProfileResponse, vec![Change::put(after)]))
    }
}
