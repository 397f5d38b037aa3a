// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetSessionToken`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::sts::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetSessionToken` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetSessionTokenRequest {
    pub duration_seconds: Option<i32>,
    pub serial_number: Option<String>,
    pub token_code: Option<String>,
    pub minimum_session_token_size: Option<i32>,
}

impl Call for GetSessionTokenRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "GetSessionToken";
    type Response = GetSessionTokenResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            duration_seconds: reader.optional("DurationSeconds", &c::DURATION_SECONDS_TYPE),
            serial_number: reader.optional("SerialNumber", &c::SERIAL_NUMBER_TYPE),
            token_code: reader.optional("TokenCode", &c::TOKEN_CODE_TYPE),
            minimum_session_token_size: reader
                .optional("MinimumSessionTokenSize", &c::MINIMUM_SESSION_TOKEN_SIZE_TYPE),
        })
    }
}

/// What `GetSessionToken` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetSessionTokenResponse {
    pub credentials: Option<super::Credentials>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Respond for GetSessionTokenResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "GetSessionToken", Some(self), request_id)
    }
}

impl Content for GetSessionTokenResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Credentials", self.credentials.as_ref());
        xml.optional("SessionTokenUtilization", self.session_token_utilization.as_ref());
        xml.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}
