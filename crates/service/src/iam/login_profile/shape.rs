// SPDX-License-Identifier: Apache-2.0
//! A login profile as answers show it.

use portcullis_directory::record::{LoginProfile, User};
use portcullis_wire::{Timestamp, iam};

pub(super) fn login_profile_shape(profile: &LoginProfile, user: &User) -> iam::LoginProfile {
    iam::LoginProfile {
        user_name: user.name.clone(),
        create_date: Timestamp(profile.created_at),
        password_reset_required: Some(profile.reset_required),
    }
}
