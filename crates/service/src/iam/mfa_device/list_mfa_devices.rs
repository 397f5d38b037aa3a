// SPDX-License-Identifier: Apache-2.0
//! Lists the MFA devices of a user, of every kind.

use portcullis_wire::iam::{ListMFADevicesRequest, ListMFADevicesResponse};
use portcullis_wire::{Fault, Timestamp, iam};

use crate::access::Access;
use crate::context::Context;
use crate::iam::mfa_device::holder::{access_to_holder, holder, shown_name};
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListMFADevicesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_holder("iam:ListMFADevices", self.user_name.as_deref(), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListMFADevicesResponse>, Fault> {
        let window = Window::of(&self)?;
        let holder = holder(self.user_name.as_deref(), cx)?;
        let mut response = ListMFADevicesResponse::default();
        let devices = cx.account().mfa_devices_of(&holder.owner);
        let page = window.cut(devices, |device| device.serial_number.clone(), &mut response);
        let user_name = shown_name(&holder, cx);
        response.mfa_devices = page
            .into_iter()
            .map(|device| iam::MFADevice {
                user_name: user_name.clone(),
                serial_number: device.serial_number.clone(),
                enable_date: Timestamp(device.enabled_at.unwrap_or(device.created_at)),
            })
            .collect();
        Ok(Outcome::read(response))
    }
}
