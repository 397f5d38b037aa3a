// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on user.

mod create_user;
mod delete_user;
mod delete_user_permissions_boundary;
mod get_user;
mod list_user_tags;
mod list_users;
mod put_user_permissions_boundary;
pub(super) mod shape;
pub(super) mod subject;
mod tag_user;
mod untag_user;
mod update_user;
