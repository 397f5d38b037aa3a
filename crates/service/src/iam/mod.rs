// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The IAM operations that are there.

mod user;

use crate::operation::{Run, run};
use portcullis_wire as wire;

/// The operations that are there, by name.
pub(crate) const OPERATIONS: &[(&str, Run)] = &[("CreateUser", run::<wire::iam::CreateUserRequest>)];
