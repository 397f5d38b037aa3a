// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on instance profile.

mod add_role_to_instance_profile;
mod create_instance_profile;
mod delete_instance_profile;
mod get_instance_profile;
mod list_instance_profile_tags;
mod list_instance_profiles;
mod list_instance_profiles_for_role;
pub(super) mod permission;
mod remove_role_from_instance_profile;
pub(super) mod shape;
mod tag_instance_profile;
mod untag_instance_profile;
