// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateAccessKey`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateAccessKey` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateAccessKeyRequest {
    pub user_name: Option<String>,
    pub access_key_id: String,
    pub status: String,
}

impl Call for UpdateAccessKeyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateAccessKey";
    type Response = UpdateAccessKeyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::EXISTING_USER_NAME_TYPE),
            access_key_id: reader.required("AccessKeyId", &c::ACCESS_KEY_ID_TYPE),
            status: reader.required("Status", &c::STATUS_TYPE),
        })
    }
}

/// What `UpdateAccessKey` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateAccessKeyResponse;

impl Respond for UpdateAccessKeyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateAccessKey", None, request_id)
    }
}
