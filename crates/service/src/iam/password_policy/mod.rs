// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on password policy.

mod delete_account_password_policy;
mod get_account_password_policy;
mod update_account_password_policy;
