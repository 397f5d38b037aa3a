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
use crate::tags::{self, KeyCase};

impl Operation for UntagMFADeviceRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_mfa_device("iam:UntagMFADevice", &self.serial_number, cx);
        Access::one(permission.tag_keys(self.tag_keys.clone()))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<UntagMFADeviceResponse>, Fault> {
        let before = cx.account().require_virtual_mfa_device(&self.serial_number).map_err(refused)?;
        let tags = tags::remove(&before.tags, &self.tag_keys, KeyCase::Kept);
        let after = MfaDevice { tags, ..MfaDevice::clone(before) };
        Ok(Outcome::write(UntagMFADeviceResponse, vec![Change::put(after)]))
    }
}
