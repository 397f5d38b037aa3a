// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `TagInstanceProfile`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `TagInstanceProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagInstanceProfileRequest {
    pub instance_profile_name: String,
    pub tags: Vec<super::Tag>,
}

impl Call for TagInstanceProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "TagInstanceProfile";
    type Response = TagInstanceProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            instance_profile_name: reader.required("InstanceProfileName", &c::INSTANCE_PROFILE_NAME_TYPE),
            tags: reader.required("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `TagInstanceProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagInstanceProfileResponse;

impl Respond for TagInstanceProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "TagInstanceProfile", None, request_id)
    }
}
