// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetCallerIdentity`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetCallerIdentity` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetCallerIdentityRequest;

impl Call for GetCallerIdentityRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "GetCallerIdentity";
    type Response = GetCallerIdentityResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `GetCallerIdentity` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetCallerIdentityResponse {
    pub user_id: Option<String>,
    pub account: Option<String>,
    pub arn: Option<String>,
}

impl Respond for GetCallerIdentityResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "GetCallerIdentity", Some(self), request_id)
    }
}

impl Content for GetCallerIdentityResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("UserId", self.user_id.as_ref());
        xml.optional("Account", self.account.as_ref());
        xml.optional("Arn", self.arn.as_ref());
    }
}
