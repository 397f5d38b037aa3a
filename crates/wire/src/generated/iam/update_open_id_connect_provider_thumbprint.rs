// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `UpdateOpenIDConnectProviderThumbprint`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `UpdateOpenIDConnectProviderThumbprint` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateOpenIDConnectProviderThumbprintRequest {
    pub open_id_connect_provider_arn: String,
    pub thumbprint_list: Vec<String>,
}

impl Call for UpdateOpenIDConnectProviderThumbprintRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "UpdateOpenIDConnectProviderThumbprint";
    type Response = UpdateOpenIDConnectProviderThumbprintResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            open_id_connect_provider_arn: reader.required("OpenIDConnectProviderArn", &c::ARN_TYPE),
            thumbprint_list: reader.required("ThumbprintList", &c::THUMBPRINT_LIST_TYPE),
        })
    }
}

/// What `UpdateOpenIDConnectProviderThumbprint` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateOpenIDConnectProviderThumbprintResponse;

impl Respond for UpdateOpenIDConnectProviderThumbprintResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "UpdateOpenIDConnectProviderThumbprint", None, request_id)
    }
}
