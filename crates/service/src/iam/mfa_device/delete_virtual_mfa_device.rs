// SPDX-License-Identifier: Apache-2.0
//! Deletes a virtual MFA device that nobody has.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_wire::iam::{DeleteVirtualMFADeviceRequest, DeleteVirtualMFADeviceResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::mfa_device::permission::on_mfa_device;
use crate::operation::{Operation, Outcome, refused};

impl Operation for DeleteVirtualMFADeviceRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_mfa_device("iam:DeleteVirtualMFADevice", &self.serial_number, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<DeleteVirtualMFADeviceResponse>, Fault> {
        let device = cx.account().require_virtual_mfa_device(&self.serial_number).map_err(refused)?;
        if device.owner.is_some() {
            return Err(faults::delete_conflict("MFA VirtualDevice in use. Must deactivate first."));
        }
        let key = Key::new(Kind::MfaDevice, &device.serial_number);
        Ok(Outcome::write(DeleteVirtualMFADeviceResponse, vec![Change::Remove(key)]))
    }
}
