// SPDX-License-Identifier: Apache-2.0
//! Sets tags on a virtual MFA device.

use portcullis_directory::change::Change;
use portcullis_directory::record::MfaDevice;
use portcullis_wire::Fault;
use portcullis_wire::iam::{TagMFADeviceRequest, TagMFADeviceResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::mfa_device::permission::on_mfa_device;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

impl Operation for TagMFADeviceRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_mfa_device("iam:TagMFADevice", &self.serial_number, cx);
        Access::one(permission.request_tags(tags::pairs(Some(&self.tags))))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<TagMFADeviceResponse>, Fault> {
        let before = cx.account().require_virtual_mfa_device(&self.serial_number).map_err(refused)?;
        let tags = tags::add(&before.tags, Some(&self.tags), KeyCase::Kept)?;
        let after = MfaDevice { tags, ..MfaDevice::clone(before) };
        Ok(Outcome::write(TagMFADeviceResponse, vec![Change::put(after)]))
    }
}
