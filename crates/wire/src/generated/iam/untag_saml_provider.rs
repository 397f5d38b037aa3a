// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UntagSAMLProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UntagSAMLProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagSAMLProviderRequest {
    pub saml_provider_arn: String,
    pub tag_keys: Vec<String>,
}

impl Call for UntagSAMLProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UntagSAMLProvider";
    type Response = UntagSAMLProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            saml_provider_arn: reader.required("SAMLProviderArn", &c::ARN_TYPE),
            tag_keys: reader.required("TagKeys", &c::TAG_KEY_LIST_TYPE),
        })
    }
}

/// What `UntagSAMLProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagSAMLProviderResponse;

impl Respond for UntagSAMLProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UntagSAMLProvider", None, request_id)
    }
}
