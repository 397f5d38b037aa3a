// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on delegation request.

mod accept_delegation_request;
mod associate_delegation_request;
mod create_delegation_request;
mod get_delegation_request;
mod get_human_readable_summary;
mod list_delegation_requests;
mod reject_delegation_request;
mod send_delegation_token;
pub(super) mod subject;
mod update_delegation_request;
