// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetDelegatedAccessToken`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetDelegatedAccessToken` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetDelegatedAccessTokenRequest {
    pub trade_in_token: Secret,
}

impl Call for GetDelegatedAccessTokenRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "GetDelegatedAccessToken";
    type Response = GetDelegatedAccessTokenResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            trade_in_token: reader.required("TradeInToken", &Constraint::NONE),
        })
    }
}

/// What `GetDelegatedAccessToken` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetDelegatedAccessTokenResponse {
    pub credentials: Option<super::Credentials>,
    pub packed_policy_size: Option<i32>,
    pub assumed_principal: Option<String>,
}

impl Respond for GetDelegatedAccessTokenResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "GetDelegatedAccessToken", Some(self), request_id)
    }
}

impl Content for GetDelegatedAccessTokenResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Credentials", self.credentials.as_ref());
        xml.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        xml.optional("AssumedPrincipal", self.assumed_principal.as_ref());
    }
}
