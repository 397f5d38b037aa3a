// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on account.

mod create_account_alias;
mod delete_account_alias;
pub(super) mod detail;
mod get_account_authorization_details;
mod get_account_properties;
mod get_account_summary;
mod list_account_aliases;
pub(super) mod property;
mod put_account_properties;
mod set_security_token_service_preferences;
