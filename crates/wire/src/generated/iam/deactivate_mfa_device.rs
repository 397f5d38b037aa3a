// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeactivateMFADevice`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeactivateMFADevice` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeactivateMFADeviceRequest {
    pub user_name: Option<String>,
    pub serial_number: String,
}

impl Call for DeactivateMFADeviceRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeactivateMFADevice";
    type Response = DeactivateMFADeviceResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::EXISTING_USER_NAME_TYPE),
            serial_number: reader.required("SerialNumber", &c::SERIAL_NUMBER_TYPE),
        })
    }
}

/// What `DeactivateMFADevice` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeactivateMFADeviceResponse;

impl Respond for DeactivateMFADeviceResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeactivateMFADevice", None, request_id)
    }
}
