// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UntagOpenIDConnectProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UntagOpenIDConnectProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
    pub tag_keys: Vec<String>,
}

impl Call for UntagOpenIDConnectProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UntagOpenIDConnectProvider";
    type Response = UntagOpenIDConnectProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            open_id_connect_provider_arn: reader.required("OpenIDConnectProviderArn", &c::ARN_TYPE),
            tag_keys: reader.required("TagKeys", &c::TAG_KEY_LIST_TYPE),
        })
    }
}

/// What `UntagOpenIDConnectProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UntagOpenIDConnectProviderResponse;

impl Respond for UntagOpenIDConnectProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UntagOpenIDConnectProvider", None, request_id)
    }
}
