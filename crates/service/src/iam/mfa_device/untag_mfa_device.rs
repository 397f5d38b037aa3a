// SPDX-License-Identifier: Apache-2.0
//! Removes tags from a virtual MFA device.

use portcullis_directory::change::Change;
use portcullis_directory::record::MfaDevice;
use portcullis_wire::Fault;
use portcullis_wire::iam::{UntagMFADeviceRequest, UntagMFADeviceResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::mfa_device::permission::on_mfa_device;
use crate::operation::{Operation, Outcome, refused};

impl Operation for UntagMFADeviceRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_mfa_device("iam:UntagMFADevice", &self.serial_number, cx);
        Access::one(permission.tag_keys(self.tag_keys.clone()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UntagMFADeviceResponse>, Fault> {
        let before = cx.account().require_virtual_mfa_device(&self.serial_number).map_err(refused)?;
        let mut after = MfaDevice::clone(before);
        for key in &self.tag_keys {
            after.tags.remove_exact(key);
        }
        Ok(Outcome::write(UntagMFADeviceResponse, vec![Change::put(after)]))
    }
}
