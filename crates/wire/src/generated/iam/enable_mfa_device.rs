// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `EnableMFADevice`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `EnableMFADevice` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnableMFADeviceRequest {
    pub user_name: String,
    pub serial_number: String,
    pub authentication_code1: String,
    pub authentication_code2: String,
}

impl Call for EnableMFADeviceRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "EnableMFADevice";
    type Response = EnableMFADeviceResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
            serial_number: reader.required("SerialNumber", &c::SERIAL_NUMBER_TYPE),
            authentication_code1: reader.required("AuthenticationCode1", &c::AUTHENTICATION_CODE_TYPE),
            authentication_code2: reader.required("AuthenticationCode2", &c::AUTHENTICATION_CODE_TYPE),
        })
    }
}

/// What `EnableMFADevice` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnableMFADeviceResponse;

impl Respond for EnableMFADeviceResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "EnableMFADevice", None, request_id)
    }
}
