// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on outbound federation.

mod disable_outbound_web_identity_federation;
mod enable_outbound_web_identity_federation;
pub(super) mod feature;
mod get_outbound_web_identity_federation_info;
