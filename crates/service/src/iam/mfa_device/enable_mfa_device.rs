// SPDX-License-Identifier: Apache-2.0
//! Assigns a virtual MFA device to a user who shows two consecutive codes of it.

use portcullis_directory::change::Change;
use portcullis_directory::record::MfaDevice;
use portcullis_wire::iam::{EnableMFADeviceRequest, EnableMFADeviceResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::mfa_device::holder::{access_to_holder, holder};
use crate::mfa::find_consecutive_codes;
use crate::operation::{Operation, Outcome, refused};

impl Operation for EnableMFADeviceRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_holder("iam:EnableMFADevice", Some(&self.user_name), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<EnableMFADeviceResponse>, Fault> {
        let account = cx.account();
        let holder = holder(Some(&self.user_name), cx)?;
        let device = account.require_virtual_mfa_device(&self.serial_number).map_err(refused)?;
        if device.owner.is_some() {
            return Err(faults::entity_already_exists("MFA Device is already in use."));
        }
        let codes = [&*self.authentication_code1, &*self.authentication_code2];
        let shown = find_consecutive_codes(device, codes, cx.now()).ok_or_else(wrong_codes)?;
        account.require_room_for_mfa_device(&holder.owner).map_err(refused)?;
        let device = MfaDevice { owner: Some(holder.owner), enabled_at: Some(cx.now()), ..shown };
        Ok(Outcome::write(EnableMFADeviceResponse, vec![Change::put(device)]))
    }
}

/// The fault for two codes that are not consecutive ones of the device, or that were used.
pub(super) fn wrong_codes() -> Fault {
    faults::invalid_authentication_code("Authentication code for device is not valid.")
}
