// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AddRoleToInstanceProfile`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `AddRoleToInstanceProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddRoleToInstanceProfileRequest {
    pub instance_profile_name: String,
    pub role_name: String,
}

impl Call for AddRoleToInstanceProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "AddRoleToInstanceProfile";
    type Response = AddRoleToInstanceProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            instance_profile_name: reader.required("InstanceProfileName", &c::INSTANCE_PROFILE_NAME_TYPE),
            role_name: reader.required("RoleName", &c::ROLE_NAME_TYPE),
        })
    }
}

/// What `AddRoleToInstanceProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddRoleToInstanceProfileResponse;

impl Respond for AddRoleToInstanceProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "AddRoleToInstanceProfile", None, request_id)
    }
}
