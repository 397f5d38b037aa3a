// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ResyncMFADevice`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `ResyncMFADevice` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResyncMFADeviceRequest {
    pub user_name: String,
    pub serial_number: String,
    pub authentication_code1: String,
    pub authentication_code2: String,
}

impl Call for ResyncMFADeviceRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ResyncMFADevice";
    type Response = ResyncMFADeviceResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::EXISTING_USER_NAME_TYPE),
            serial_number: reader.required("SerialNumber", &c::SERIAL_NUMBER_TYPE),
            authentication_code1: reader.required("AuthenticationCode1", &c::AUTHENTICATION_CODE_TYPE),
            authentication_code2: reader.required("AuthenticationCode2", &c::AUTHENTICATION_CODE_TYPE),
        })
    }
}

/// What `ResyncMFADevice` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResyncMFADeviceResponse;

impl Respond for ResyncMFADeviceResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ResyncMFADevice", None, request_id)
    }
}
