// SPDX-License-Identifier: Apache-2.0
//! Finds the clock of a user's virtual MFA device again, by two consecutive codes.

use portcullis_directory::change::Change;
use portcullis_wire::Fault;
use portcullis_wire::iam::{ResyncMFADeviceRequest, ResyncMFADeviceResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::mfa_device::enable_mfa_device::wrong_codes;
use crate::iam::mfa_device::holder::{access_to_holder, holder};
use crate::mfa::find_consecutive_codes;
use crate::operation::{Operation, Outcome, refused};

impl Operation for ResyncMFADeviceRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        access_to_holder("iam:ResyncMFADevice", Some(&self.user_name), cx)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ResyncMFADeviceResponse>, Fault> {
        let holder = holder(Some(&self.user_name), cx)?;
        let device =
            cx.account().require_mfa_device_of(&holder.owner, &self.serial_number).map_err(refused)?;
        let codes = [&*self.authentication_code1, &*self.authentication_code2];
        let shown = find_consecutive_codes(device, codes, cx.now()).ok_or_else(wrong_codes)?;
        Ok(Outcome::write(ResyncMFADeviceResponse, vec![Change::put(shown)]))
    }
}
