// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteLoginProfile`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteLoginProfile` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteLoginProfileRequest {
    pub user_name: Option<String>,
}

impl Call for DeleteLoginProfileRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteLoginProfile";
    type Response = DeleteLoginProfileResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::USER_NAME_TYPE),
        })
    }
}

/// What `DeleteLoginProfile` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteLoginProfileResponse;

impl Respond for DeleteLoginProfileResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteLoginProfile", None, request_id)
    }
}
