// SPDX-License-Identifier: Apache-2.0
//! Lists the tags of a virtual MFA device.

use portcullis_wire::Fault;
use portcullis_wire::iam::{ListMFADeviceTagsRequest, ListMFADeviceTagsResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::mfa_device::permission::on_mfa_device;
use crate::operation::{Operation, Outcome, refused};
use crate::page::Window;
use crate::tags::{self, KeyCase};

impl Operation for ListMFADeviceTagsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_mfa_device("iam:ListMFADeviceTags", &self.serial_number, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<ListMFADeviceTagsResponse>, Fault> {
        let window = Window::of(&self)?;
        let tagged = cx.account().require_virtual_mfa_device(&self.serial_number).map_err(refused)?;
        let mut response = ListMFADeviceTagsResponse::default();
        response.tags = tags::page(&tagged.tags, &window, KeyCase::Kept, &mut response);
        Ok(Outcome::read(response))
    }
}
