// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateAccountAlias`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `CreateAccountAlias` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateAccountAliasRequest {
    pub account_alias: String,
}

impl Call for CreateAccountAliasRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateAccountAlias";
    type Response = CreateAccountAliasResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            account_alias: reader.required("AccountAlias", &c::ACCOUNT_ALIAS_TYPE),
        })
    }
}

/// What `CreateAccountAlias` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateAccountAliasResponse;

impl Respond for CreateAccountAliasResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateAccountAlias", None, request_id)
    }
}
