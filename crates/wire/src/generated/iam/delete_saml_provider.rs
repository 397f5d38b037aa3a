// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteSAMLProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteSAMLProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteSAMLProviderRequest {
    pub saml_provider_arn: String,
}

impl Call for DeleteSAMLProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteSAMLProvider";
    type Response = DeleteSAMLProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            saml_provider_arn: reader.required("SAMLProviderArn", &c::ARN_TYPE),
        })
    }
}

/// What `DeleteSAMLProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteSAMLProviderResponse;

impl Respond for DeleteSAMLProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteSAMLProvider", None, request_id)
    }
}
