// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on service specific credential.

mod create_service_specific_credential;
mod delete_service_specific_credential;
mod list_service_specific_credentials;
pub(super) mod permission;
mod reset_service_specific_credential;
pub(super) mod shape;
mod update_service_specific_credential;
