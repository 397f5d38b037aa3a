// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `TagSAMLProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `TagSAMLProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagSAMLProviderRequest {
    pub saml_provider_arn: String,
    pub tags: Vec<super::Tag>,
}

impl Call for TagSAMLProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "TagSAMLProvider";
    type Response = TagSAMLProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            saml_provider_arn: reader.required("SAMLProviderArn", &c::ARN_TYPE),
            tags: reader.required("Tags", &c::TAG_LIST_TYPE),
        })
    }
}

/// What `TagSAMLProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagSAMLProviderResponse;

impl Respond for TagSAMLProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "TagSAMLProvider", None, request_id)
    }
}
