// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteVirtualMFADevice`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteVirtualMFADevice` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteVirtualMFADeviceRequest {
    pub serial_number: String,
}

impl Call for DeleteVirtualMFADeviceRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteVirtualMFADevice";
    type Response = DeleteVirtualMFADeviceResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            serial_number: reader.required("SerialNumber", &c::SERIAL_NUMBER_TYPE),
        })
    }
}

/// What `DeleteVirtualMFADevice` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteVirtualMFADeviceResponse;

impl Respond for DeleteVirtualMFADeviceResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteVirtualMFADevice", None, request_id)
    }
}
