// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on signing certificate.

mod delete_signing_certificate;
mod list_signing_certificates;
pub(super) mod shape;
mod update_signing_certificate;
mod upload_signing_certificate;
