// SPDX-License-Identifier: Apache-2.0
//! An instance profile as answers show it.

use portcullis_directory::record::InstanceProfile;
use portcullis_wire::{Timestamp, iam};

use crate::context::Context;
use crate::role::role_shape;

/// An instance profile of the caller's account as lists show it: with its role, without tags.
pub(crate) fn instance_profile_shape(profile: &InstanceProfile, cx: &Context<'_>) -> iam::InstanceProfile {
    let account = cx.account();
    let role = profile.role.as_ref().and_then(|role| account.roles.get(role));
    iam::InstanceProfile {
        path: profile.path.clone(),
        instance_profile_name: profile.name.clone(),
        instance_profile_id: profile.id.to_string(),
        arn: profile.arn(account.id()),
        create_date: Timestamp(profile.created_at),
        roles: role.map(|role| role_shape(role, account.id(), cx)).into_iter().collect(),
        tags: None,
    }
}
