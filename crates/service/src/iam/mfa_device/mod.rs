// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The operations on mfa device.

mod create_virtual_mfa_device;
mod deactivate_mfa_device;
mod delete_virtual_mfa_device;
mod enable_mfa_device;
mod get_mfa_device;
pub(super) mod holder;
mod list_mfa_device_tags;
mod list_mfa_devices;
mod list_virtual_mfa_devices;
pub(super) mod permission;
mod resync_mfa_device;
mod tag_mfa_device;
mod untag_mfa_device;
