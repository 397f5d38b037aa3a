// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on ssh public key.

mod delete_ssh_public_key;
mod get_ssh_public_key;
mod list_ssh_public_keys;
pub(super) mod shape;
mod update_ssh_public_key;
mod upload_ssh_public_key;
