// SPDX-License-Identifier: Apache-2.0
//! Lists the account's virtual MFA devices, assigned or not, without their seeds.

use portcullis_directory::record::{KeyOwner, MfaDevice, MfaFactor};
use portcullis_directory::{Account, arn};
use portcullis_wire::iam::{ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse};
use portcullis_wire::{Fault, Timestamp, iam};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::user::shape::{root_shape, user_entry};
use crate::operation::{Operation, Outcome};
use crate::page::Window;

impl Operation for ListVirtualMFADevicesRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let resource = arn::mfa_device(cx.account().id(), "/", "");
        Access::one(Permission::on_list("iam:ListVirtualMFADevices", resource))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListVirtualMFADevicesResponse>, Fault> {
        let account = cx.account();
        let window = Window::of(&self)?;
        let is_asked_for = |device: &MfaDevice| match self.assignment_status.as_deref() {
            Some("Assigned") => device.owner.is_some(),
            Some("Unassigned") => device.owner.is_none(),
            _ => true,
        };
        let devices = account.mfa_devices().filter(|device| matches!(device.factor, MfaFactor::Virtual(_)));
        let devices = devices.filter(|device| is_asked_for(device));
        let mut response = ListVirtualMFADevicesResponse::default();
        let page = window.cut(devices, |device| device.serial_number.to_ascii_lowercase(), &mut response);
        response.virtual_mfa_devices = page.into_iter().map(|device| entry(device, account)).collect();
        Ok(Outcome::read(response))
    }
}

fn entry(device: &MfaDevice, account: &Account) -> iam::VirtualMFADevice {
    let user = match &device.owner {
        Some(KeyOwner::Root) => Some(root_shape(account)),
        Some(KeyOwner::User(id)) => account.users.get(id).map(|user| user_entry(user, account.id())),
        None => None,
    };
    iam::VirtualMFADevice {
        serial_number: device.serial_number.clone(),
        user,
        enable_date: device.enabled_at.map(Timestamp),
        ..iam::VirtualMFADevice::default()
    }
}
