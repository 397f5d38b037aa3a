// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetInstanceProfile`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetInstanceProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetInstanceProfileRequest {
    pub instance_profile_name: String,
}

impl Call for GetInstanceProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetInstanceProfile";
    type Response = GetInstanceProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            instance_profile_name: reader.required("InstanceProfileName", &c::INSTANCE_PROFILE_NAME_TYPE),
        })
    }
}

/// What `GetInstanceProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetInstanceProfileResponse {
    pub instance_profile: super::InstanceProfile,
}

impl Respond for GetInstanceProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetInstanceProfile", Some(self), request_id)
    }
}

impl Content for GetInstanceProfileResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("InstanceProfile", &self.instance_profile);
    }
}
