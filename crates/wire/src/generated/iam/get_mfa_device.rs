// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetMFADevice`: its request and its response.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer, answer};

/// What `GetMFADevice` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetMFADeviceRequest {
    pub serial_number: String,
    pub user_name: Option<String>,
}

impl Call for GetMFADeviceRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetMFADevice";
    type Response = GetMFADeviceResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            serial_number: reader.required("SerialNumber", &c::SERIAL_NUMBER_TYPE),
            user_name: reader.optional("UserName", &c::USER_NAME_TYPE),
        })
    }
}

/// What `GetMFADevice` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetMFADeviceResponse {
    pub user_name: Option<String>,
    pub serial_number: String,
    pub enable_date: Option<Timestamp>,
    pub certifications: Option<BTreeMap<String, String>>,
}

impl Respond for GetMFADeviceResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetMFADevice", Some(self), request_id)
    }
}

impl Content for GetMFADeviceResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.member("SerialNumber", &self.serial_number);
        xml.optional("EnableDate", self.enable_date.as_ref());
        xml.optional("Certifications", self.certifications.as_ref());
    }
}
