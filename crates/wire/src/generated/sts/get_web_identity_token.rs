// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetWebIdentityToken`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::sts::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::timestamp::Timestamp;
use crate::xml::{Content, Writer, answer};

/// What `GetWebIdentityToken` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetWebIdentityTokenRequest {
    pub audience: Vec<String>,
    pub duration_seconds: Option<i32>,
    pub signing_algorithm: String,
    pub tags: Option<Vec<super::Tag>>,
}

impl Call for GetWebIdentityTokenRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "GetWebIdentityToken";
    type Response = GetWebIdentityTokenResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            audience: reader.required("Audience", &c::WEB_IDENTITY_TOKEN_AUDIENCE_LIST_TYPE),
            duration_seconds: reader
                .optional("DurationSeconds", &c::WEB_IDENTITY_TOKEN_DURATION_SECONDS_TYPE),
            signing_algorithm: reader.required("SigningAlgorithm", &c::JWT_ALGORITHM_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `GetWebIdentityToken` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetWebIdentityTokenResponse {
    pub web_identity_token: Option<Secret>,
    pub expiration: Option<Timestamp>,
}

impl Respond for GetWebIdentityTokenResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "GetWebIdentityToken", Some(self), request_id)
    }
}

impl Content for GetWebIdentityTokenResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("WebIdentityToken", self.web_identity_token.as_ref());
        xml.optional("Expiration", self.expiration.as_ref());
    }
}
