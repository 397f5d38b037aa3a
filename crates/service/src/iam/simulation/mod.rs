// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on simulation.

pub(super) mod caller;
pub(super) mod context_entry;
pub(super) mod document;
pub(super) mod exclusion;
mod get_context_keys_for_custom_policy;
mod get_context_keys_for_principal_policy;
pub(super) mod result;
pub(super) mod scenario;
mod simulate_custom_policy;
mod simulate_principal_policy;
pub(super) mod source;
