// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on inline policy.

mod delete_group_policy;
mod delete_role_policy;
mod delete_user_policy;
pub(super) mod document;
mod get_group_policy;
mod get_role_policy;
mod get_user_policy;
mod list_group_policies;
mod list_role_policies;
mod list_user_policies;
mod put_group_policy;
mod put_role_policy;
mod put_user_policy;
