// SPDX-License-Identifier: Apache-2.0
//! Makes a virtual MFA device and shows its seed, this once.

use portcullis_directory::arn;
use portcullis_directory::change::Change;
use portcullis_directory::record::{MfaDevice, MfaFactor, VirtualDevice};
use portcullis_wire::iam::{CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse};
use portcullis_wire::{Fault, Secret, faults, iam};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::mfa::code::new_seed;
use crate::mfa::qr_code;
use crate::operation::{Operation, Outcome, refused};
use crate::tags::{self, KeyCase};

/// The longest serial number that other operations take.
const SERIAL_NUMBER_LENGTH_MAX: usize = 256;

impl Operation for CreateVirtualMFADeviceRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let create = Permission::new("iam:CreateVirtualMFADevice", serial_number(self, cx));
        tags::access_to_create(create, "iam:TagMFADevice", self.tags.as_deref())
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateVirtualMFADeviceResponse>, Fault> {
        let account = cx.account();
        let serial_number = serial_number(&self, cx);
        if serial_number.len() > SERIAL_NUMBER_LENGTH_MAX {
            return Err(faults::validation_error(format!(
                "The path and the name make a serial number of more than {SERIAL_NUMBER_LENGTH_MAX} characters."
            )));
        }
        let tags = tags::accept(self.tags.as_deref(), KeyCase::Kept)?;
        account.require_room_for_virtual_mfa_device(&serial_number).map_err(refused)?;
        let seed = new_seed(cx.moment.random());
        let number = account.id().to_string();
        let account_name = account.record().alias.as_deref().unwrap_or(&number);
        let uri = qr_code::uri(&self.virtual_mfa_device_name, account_name, seed.expose());
        let virtual_mfa_device = iam::VirtualMFADevice {
            serial_number: serial_number.clone(),
            base32_string_seed: Some(Secret::new(seed.expose().as_bytes().to_vec())),
            qr_code_png: Some(qr_code::png(&uri).ok_or_else(faults::internal_failure)?),
            tags: tags::shape(&tags),
            ..iam::VirtualMFADevice::default()
        };
        let device = MfaDevice {
            serial_number,
            owner: None,
            enabled_at: None,
            created_at: cx.now(),
            tags,
            factor: MfaFactor::Virtual(VirtualDevice::new(seed)),
        };
        let response = CreateVirtualMFADeviceResponse { virtual_mfa_device };
        Ok(Outcome::write(response, vec![Change::put(device)]))
    }
}

fn serial_number(request: &CreateVirtualMFADeviceRequest, cx: &Context<'_>) -> String {
    let path = request.path.as_deref().unwrap_or("/");
    arn::mfa_device(cx.account().id(), path, &request.virtual_mfa_device_name)
}
