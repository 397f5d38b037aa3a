// SPDX-License-Identifier: Apache-2.0
//! Permissions on virtual MFA devices, with the condition keys that come from the device itself.

use portcullis_directory::arn;

use crate::access::Permission;
use crate::context::Context;

/// A permission on the device of this serial number, which is its ARN.
pub(super) fn on_mfa_device(action: &'static str, serial_number: &str, cx: &Context<'_>) -> Permission {
    let account = cx.account();
    match account.mfa_device(serial_number) {
        Some(device) => Permission::new(action, &*device.serial_number).resource_tags(&device.tags),
        None if arn::parse(serial_number).is_some() => Permission::new(action, serial_number),
        None => Permission::new(action, arn::mfa_device(account.id(), "/", serial_number)),
    }
}
