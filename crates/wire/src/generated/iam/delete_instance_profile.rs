// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteInstanceProfile`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteInstanceProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteInstanceProfileRequest {
    pub instance_profile_name: String,
}

impl Call for DeleteInstanceProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteInstanceProfile";
    type Response = DeleteInstanceProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            instance_profile_name: reader.required("InstanceProfileName", &c::INSTANCE_PROFILE_NAME_TYPE),
        })
    }
}

/// What `DeleteInstanceProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteInstanceProfileResponse;

impl Respond for DeleteInstanceProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteInstanceProfile", None, request_id)
    }
}
