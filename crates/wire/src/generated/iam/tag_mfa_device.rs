// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `TagMFADevice`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `TagMFADevice` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagMFADeviceRequest {
    pub serial_number: String,
    pub tags: Vec<super::Tag>,
}

impl Call for TagMFADeviceRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "TagMFADevice";
    type Response = TagMFADeviceResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            serial_number: reader.required("SerialNumber", &c::SERIAL_NUMBER_TYPE),
            tags: reader.required("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `TagMFADevice` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagMFADeviceResponse;

impl Respond for TagMFADeviceResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "TagMFADevice", None, request_id)
    }
}
