// SPDX-License-Identifier: Apache-2.0
//! Shows a user's security key and what its model is certified for. AWS takes no other kind of device here.

use portcullis_directory::record::MfaFactor;
use portcullis_wire::iam::{GetMFADeviceRequest, GetMFADeviceResponse};
use portcullis_wire::{Fault, Timestamp, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::mfa_device::holder::{access_to_holder, holder, shown_name};
use crate::operation::{Operation, Outcome};

impl Operation for GetMFADeviceRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_holder("iam:GetMFADevice", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetMFADeviceResponse>, Fault> {
        let holder = holder(self.user_name.as_deref(), cx)?;
        let device = cx.account().mfa_device(&self.serial_number);
        let found = device.filter(|device| device.owner.as_ref() == Some(&holder.owner));
        let Some((device, MfaFactor::SecurityKey(key))) = found.map(|device| (device, &device.factor)) else {
            return Err(faults::no_such_entity(format!(
                "MFA Device with serial number {} cannot be found.",
                self.serial_number
            )));
        };
        Ok(Outcome::read(GetMFADeviceResponse {
            user_name: Some(shown_name(&holder, cx)),
            serial_number: device.serial_number.clone(),
            enable_date: device.enabled_at.map(Timestamp),
            certifications: Some(key.certifications.clone()),
        }))
    }
}
