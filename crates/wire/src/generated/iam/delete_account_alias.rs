// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteAccountAlias`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteAccountAlias` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteAccountAliasRequest {
    pub account_alias: String,
}

impl Call for DeleteAccountAliasRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteAccountAlias";
    type Response = DeleteAccountAliasResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            account_alias: reader.required("AccountAlias", &c::ACCOUNT_ALIAS_TYPE),
        })
    }
}

/// What `DeleteAccountAlias` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteAccountAliasResponse;

impl Respond for DeleteAccountAliasResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteAccountAlias", None, request_id)
    }
}
