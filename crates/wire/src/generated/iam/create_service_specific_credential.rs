// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateServiceSpecificCredential`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateServiceSpecificCredential` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateServiceSpecificCredentialRequest {
    pub user_name: String,
    pub service_name: String,
    pub credential_age_days: Option<i32>,
}

impl Call for CreateServiceSpecificCredentialRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateServiceSpecificCredential";
    type Response = CreateServiceSpecificCredentialResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            user_name: reader.required("UserName", &c::USER_NAME_TYPE),
            service_name: reader.required("ServiceName", &Constraint::NONE),
            credential_age_days: reader.optional("CredentialAgeDays", &c::CREDENTIAL_AGE_DAYS),
        })
    }
}

/// What `CreateServiceSpecificCredential` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateServiceSpecificCredentialResponse {
    pub service_specific_credential: Option<super::ServiceSpecificCredential>,
}

impl Respond for CreateServiceSpecificCredentialResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateServiceSpecificCredential", Some(self), request_id)
    }
}

impl Content for CreateServiceSpecificCredentialResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("ServiceSpecificCredential", self.service_specific_credential.as_ref());
    }
}
