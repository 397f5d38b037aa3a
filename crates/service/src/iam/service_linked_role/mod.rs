// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on service linked role.

mod create_service_linked_role;
mod delete_service_linked_role;
mod get_service_linked_role_deletion_status;
