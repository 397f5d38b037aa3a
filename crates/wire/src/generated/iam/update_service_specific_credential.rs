// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateServiceSpecificCredential`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateServiceSpecificCredential` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateServiceSpecificCredentialRequest {
    pub user_name: Option<String>,
    pub service_specific_credential_id: String,
    pub status: String,
}

impl Call for UpdateServiceSpecificCredentialRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateServiceSpecificCredential";
    type Response = UpdateServiceSpecificCredentialResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::USER_NAME_TYPE),
            service_specific_credential_id: reader
                .required("ServiceSpecificCredentialId", &c::SERVICE_SPECIFIC_CREDENTIAL_ID),
            status: reader.required("Status", &c::STATUS_TYPE),
        })
    }
}

/// What `UpdateServiceSpecificCredential` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateServiceSpecificCredentialResponse;

impl Respond for UpdateServiceSpecificCredentialResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateServiceSpecificCredential", None, request_id)
    }
}
