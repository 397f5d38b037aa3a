// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on login profile.

mod change_password;
mod create_login_profile;
mod delete_login_profile;
mod get_login_profile;
pub(super) mod shape;
mod update_login_profile;
