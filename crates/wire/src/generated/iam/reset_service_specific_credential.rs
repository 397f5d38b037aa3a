// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `ResetServiceSpecificCredential`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `ResetServiceSpecificCredential` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResetServiceSpecificCredentialRequest {
    pub user_name: Option<String>,
    pub service_specific_credential_id: String,
}

impl Call for ResetServiceSpecificCredentialRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "ResetServiceSpecificCredential";
    type Response = ResetServiceSpecificCredentialResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.optional("UserName", &c::USER_NAME_TYPE),
            service_specific_credential_id: reader
                .required("ServiceSpecificCredentialId", &c::SERVICE_SPECIFIC_CREDENTIAL_ID),
        })
    }
}

/// What `ResetServiceSpecificCredential` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResetServiceSpecificCredentialResponse {
    pub service_specific_credential: Option<super::ServiceSpecificCredential>,
}

impl Respond for ResetServiceSpecificCredentialResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "ResetServiceSpecificCredential", Some(self), request_id)
    }
}

impl Content for ResetServiceSpecificCredentialResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("ServiceSpecificCredential", self.service_specific_credential.as_ref());
    }
}
