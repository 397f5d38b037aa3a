// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetAccessKeyInfo`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::sts::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetAccessKeyInfo` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccessKeyInfoRequest {
    pub access_key_id: String,
}

impl Call for GetAccessKeyInfoRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "GetAccessKeyInfo";
    type Response = GetAccessKeyInfoResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            access_key_id: reader.required("AccessKeyId", &c::ACCESS_KEY_ID_TYPE),
        })
    }
}

/// What `GetAccessKeyInfo` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccessKeyInfoResponse {
    pub account: Option<String>,
}

impl Respond for GetAccessKeyInfoResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "GetAccessKeyInfo", Some(self), request_id)
    }
}

impl Content for GetAccessKeyInfoResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Account", self.account.as_ref());
    }
}
