// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `RemoveRoleFromInstanceProfile`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `RemoveRoleFromInstanceProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemoveRoleFromInstanceProfileRequest {
    pub instance_profile_name: String,
    pub role_name: String,
}

impl Call for RemoveRoleFromInstanceProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "RemoveRoleFromInstanceProfile";
    type Response = RemoveRoleFromInstanceProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            instance_profile_name: reader.required("InstanceProfileName", &c::INSTANCE_PROFILE_NAME_TYPE),
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
        })
    }
}

/// What `RemoveRoleFromInstanceProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemoveRoleFromInstanceProfileResponse;

impl Respond for RemoveRoleFromInstanceProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "RemoveRoleFromInstanceProfile", None, request_id)
    }
}
