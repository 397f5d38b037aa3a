// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on report.

pub(super) mod credential_report;
mod generate_credential_report;
mod generate_service_last_accessed_details;
mod get_credential_report;
mod get_service_last_accessed_details;
mod get_service_last_accessed_details_with_entities;
pub(super) mod job;
pub(super) mod last_accessed;
mod list_policies_granting_service_access;
pub(super) mod subject;
