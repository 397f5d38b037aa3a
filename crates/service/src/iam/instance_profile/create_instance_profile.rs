// SPDX-License-Identifier: Apache-2.0
//! Creates an instance profile.

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::identifier::Prefix;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::InstanceProfile;
use portcullis_wire::Fault;
use portcullis_wire::iam::{CreateInstanceProfileRequest, CreateInstanceProfileResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::instance_profile::shape::instance_profile_shape;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for CreateInstanceProfileRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let path = self.path.as_deref().unwrap_or("/");
        let resource = arn::instance_profile(cx.account().id(), path, &self.instance_profile_name);
        let create = Permission::new("iam:CreateInstanceProfile", resource);
        tags::access_to_create(create, "iam:TagInstanceProfile", self.tags.as_deref())
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateInstanceProfileResponse>, Fault> {
        let account = cx.account();
        let tags = tags::accept(self.tags.as_deref(), KeyCase::Kept)?;
        account.require_free_instance_profile_name(&self.instance_profile_name).map_err(refused)?;
        account.require_room(Quota::InstanceProfiles, account.instance_profiles.len()).map_err(refused)?;
        let profile = InstanceProfile {
            id: cx.moment.unique_id(Prefix::InstanceProfile, account),
            name: self.instance_profile_name,
            path: self.path.unwrap_or_else(|| "/".to_owned()),
            created_at: cx.now(),
            role: None,
            tags,
        };
        let mut shown = instance_profile_shape(&profile, cx);
        shown.tags = tags::shape(&profile.tags);
        let response = CreateInstanceProfileResponse { instance_profile: shown };
        Ok(Outcome::write(response, vec![Change::put(profile)]))
    }
}
