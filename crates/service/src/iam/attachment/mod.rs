// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on attachment.

mod attach_group_policy;
mod attach_role_policy;
mod attach_user_policy;
mod detach_group_policy;
mod detach_role_policy;
mod detach_user_policy;
mod list_attached_group_policies;
mod list_attached_role_policies;
mod list_attached_user_policies;
pub(super) mod managed;
