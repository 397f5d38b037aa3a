// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UntagInstanceProfile`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UntagInstanceProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagInstanceProfileRequest {
    pub instance_profile_name: String,
    pub tag_keys: Vec<String>,
}

impl Call for UntagInstanceProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UntagInstanceProfile";
    type Response = UntagInstanceProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            instance_profile_name: reader.required("InstanceProfileName", &c::INSTANCE_PROFILE_NAME_TYPE),
            tag_keys: reader.required("TagKeys", &c::TAG_KEY_LIST_TYPE),
        })
    }
}

/// What `UntagInstanceProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagInstanceProfileResponse;

impl Respond for UntagInstanceProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UntagInstanceProfile", None, request_id)
    }
}
