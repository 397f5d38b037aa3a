// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DecodeAuthorizationMessage`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::sts::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `DecodeAuthorizationMessage` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecodeAuthorizationMessageRequest {
    pub encoded_message: String,
}

impl Call for DecodeAuthorizationMessageRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "DecodeAuthorizationMessage";
    type Response = DecodeAuthorizationMessageResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            encoded_message: reader.required("EncodedMessage", &c::ENCODED_MESSAGE_TYPE),
        })
    }
}

/// What `DecodeAuthorizationMessage` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecodeAuthorizationMessageResponse {
    pub decoded_message: Option<String>,
}

impl Respond for DecodeAuthorizationMessageResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "DecodeAuthorizationMessage", Some(self), request_id)
    }
}

impl Content for DecodeAuthorizationMessageResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("DecodedMessage", self.decoded_message.as_ref());
    }
}
