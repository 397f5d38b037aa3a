// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateVirtualMFADevice`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateVirtualMFADevice` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateVirtualMFADeviceRequest {
    pub path: Option<String>,
    pub virtual_mfa_device_name: String,
    pub tags: Option<Vec<super::Tag>>,
}

impl Call for CreateVirtualMFADeviceRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateVirtualMFADevice";
    type Response = CreateVirtualMFADeviceResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            path: reader.optional("Path", &c::PATH_TYPE),
            virtual_mfa_device_name: reader.required("VirtualMFADeviceName", &c::VIRTUAL_MFA_DEVICE_NAME),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `CreateVirtualMFADevice` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateVirtualMFADeviceResponse {
    pub virtual_mfa_device: super::VirtualMFADevice,
}

impl Respond for CreateVirtualMFADeviceResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateVirtualMFADevice", Some(self), request_id)
    }
}

impl Content for CreateVirtualMFADeviceResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("VirtualMFADevice", &self.virtual_mfa_device);
    }
}
