// SPDX-License-Identifier: Apache-2.0
//! Takes an MFA device from a user. A virtual one stays, unassigned; a security key is gone.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_directory::record::{MfaDevice, MfaFactor};
use portcullis_wire::Fault;
use portcullis_wire::iam::{DeactivateMFADeviceRequest, DeactivateMFADeviceResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::mfa_device::holder::{access_to_holder, holder};
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeactivateMFADeviceRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_holder("iam:DeactivateMFADevice", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeactivateMFADeviceResponse>, Fault> {
        let holder = holder(self.user_name.as_deref(), cx)?;
        let device =
            cx.account().require_mfa_device_of(&holder.owner, &self.serial_number).map_err(refused)?;
        let change = match device.factor {
            // What was used stays used, should the device be assigned again.
            MfaFactor::Virtual(_) => {
                Change::put(MfaDevice { owner: None, enabled_at: None, ..MfaDevice::clone(device) })
            }
            MfaFactor::SecurityKey(_) => Change::Remove(Key::new(Kind::MfaDevice, &device.serial_number)),
        };
        Ok(Outcome::write(DeactivateMFADeviceResponse, vec![change]))
    }
}
