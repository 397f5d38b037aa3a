// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteAccountPasswordPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteAccountPasswordPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteAccountPasswordPolicyRequest;

impl Call for DeleteAccountPasswordPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteAccountPasswordPolicy";
    type Response = DeleteAccountPasswordPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `DeleteAccountPasswordPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteAccountPasswordPolicyResponse;

impl Respond for DeleteAccountPasswordPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteAccountPasswordPolicy", None, request_id)
    }
}
