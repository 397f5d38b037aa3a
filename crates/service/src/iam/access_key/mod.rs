// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on access key.

mod create_access_key;
mod delete_access_key;
mod get_access_key_last_used;
pub(super) mod holder;
mod list_access_keys;
mod update_access_key;
