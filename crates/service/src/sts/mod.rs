// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The STS operations that are there.

mod get_caller_identity;

use crate::operation::{Run, run};
use portcullis_wire as wire;

/// The operations that are there, by name.
pub(crate) const OPERATIONS: &[(&str, Run)] =
    &[("GetCallerIdentity", run::<wire::sts::GetCallerIdentityRequest>)];
