// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetLoginProfile`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetLoginProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetLoginProfileRequest {
    pub user_name: Option<String>,
}

impl Call for GetLoginProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetLoginProfile";
    type Response = GetLoginProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::USER_NAME_TYPE),
        })
    }
}

/// What `GetLoginProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetLoginProfileResponse {
    pub login_profile: super::LoginProfile,
}

impl Respond for GetLoginProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetLoginProfile", Some(self), request_id)
    }
}

impl Content for GetLoginProfileResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("LoginProfile", &self.login_profile);
    }
}
