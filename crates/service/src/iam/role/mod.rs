// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on role.

mod create_role;
mod delete_role;
mod delete_role_permissions_boundary;
mod get_role;
mod list_role_tags;
mod list_roles;
mod put_role_permissions_boundary;
mod tag_role;
mod untag_role;
mod update_assume_role_policy;
mod update_role;
mod update_role_description;
