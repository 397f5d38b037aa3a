// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateInstanceProfile`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateInstanceProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateInstanceProfileRequest {
    pub instance_profile_name: String,
    pub path: Option<String>,
    pub tags: Option<Vec<super::Tag>>,
}

impl Call for CreateInstanceProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateInstanceProfile";
    type Response = CreateInstanceProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            instance_profile_name: reader.required("InstanceProfileName", &c::INSTANCE_PROFILE_NAME_TYPE),
            path: reader.optional("Path", &c::PATH_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `CreateInstanceProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateInstanceProfileResponse {
    pub instance_profile: super::InstanceProfile,
}

impl Respond for CreateInstanceProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateInstanceProfile", Some(self), request_id)
    }
}

impl Content for CreateInstanceProfileResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("InstanceProfile", &self.instance_profile);
    }
}
