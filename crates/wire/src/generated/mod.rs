// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! What follows from the API models.

#![expect(missing_docs, reason = "AWS's documentation says what the members mean")]

pub(crate) mod faults;
pub mod iam;
pub mod sts;
