// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UntagMFADevice`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UntagMFADevice` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagMFADeviceRequest {
    pub serial_number: String,
    pub tag_keys: Vec<String>,
}

impl Call for UntagMFADeviceRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UntagMFADevice";
    type Response = UntagMFADeviceResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            serial_number: reader.required("SerialNumber", &c::SERIAL_NUMBER_TYPE),
            tag_keys: reader.required("TagKeys", &c::TAG_KEY_LIST_TYPE),
        })
    }
}

/// What `UntagMFADevice` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagMFADeviceResponse;

impl Respond for UntagMFADeviceResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UntagMFADevice", None, request_id)
    }
}
