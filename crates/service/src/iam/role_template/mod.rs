// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on role template.

mod acquire_role;
mod get_role_template_version;
pub(super) mod template;
