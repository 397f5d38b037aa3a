// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateAccessKey`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateAccessKey` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateAccessKeyRequest {
    pub user_name: Option<String>,
}

impl Call for CreateAccessKeyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateAccessKey";
    type Response = CreateAccessKeyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::EXISTING_USER_NAME_TYPE),
        })
    }
}

/// What `CreateAccessKey` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateAccessKeyResponse {
    pub access_key: super::AccessKey,
}

impl Respond for CreateAccessKeyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateAccessKey", Some(self), request_id)
    }
}

impl Content for CreateAccessKeyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.member("AccessKey", &self.access_key);
    }
}
