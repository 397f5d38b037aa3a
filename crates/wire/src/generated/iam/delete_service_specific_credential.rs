// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteServiceSpecificCredential`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteServiceSpecificCredential` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteServiceSpecificCredentialRequest {
    pub user_name: Option<String>,
    pub service_specific_credential_id: String,
}

impl Call for DeleteServiceSpecificCredentialRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteServiceSpecificCredential";
    type Response = DeleteServiceSpecificCredentialResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::USER_NAME_TYPE),
            service_specific_credential_id: reader
                .required("ServiceSpecificCredentialId", &c::SERVICE_SPECIFIC_CREDENTIAL_ID),
        })
    }
}

/// What `DeleteServiceSpecificCredential` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteServiceSpecificCredentialResponse;

impl Respond for DeleteServiceSpecificCredentialResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteServiceSpecificCredential", None, request_id)
    }
}
