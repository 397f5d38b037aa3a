// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetAccessKeyLastUsed`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetAccessKeyLastUsed` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccessKeyLastUsedRequest {
    pub access_key_id: String,
}

impl Call for GetAccessKeyLastUsedRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetAccessKeyLastUsed";
    type Response = GetAccessKeyLastUsedResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            access_key_id: reader.required("AccessKeyId", &c::ACCESS_KEY_ID_TYPE),
        })
    }
}

/// What `GetAccessKeyLastUsed` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccessKeyLastUsedResponse {
    pub user_name: Option<String>,
    pub access_key_last_used: Option<super::AccessKeyLastUsed>,
}

impl Respond for GetAccessKeyLastUsedResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetAccessKeyLastUsed", Some(self), request_id)
    }
}

impl Content for GetAccessKeyLastUsedResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("UserName", self.user_name.as_ref());
        xml.optional("AccessKeyLastUsed", self.access_key_last_used.as_ref());
    }
}
