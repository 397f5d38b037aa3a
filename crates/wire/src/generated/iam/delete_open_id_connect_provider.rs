// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `DeleteOpenIDConnectProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `DeleteOpenIDConnectProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
}

impl Call for DeleteOpenIDConnectProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "DeleteOpenIDConnectProvider";
    type Response = DeleteOpenIDConnectProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            open_id_connect_provider_arn: reader.required("OpenIDConnectProviderArn", &c::ARN_TYPE),
        })
    }
}

/// What `DeleteOpenIDConnectProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteOpenIDConnectProviderResponse;

impl Respond for DeleteOpenIDConnectProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "DeleteOpenIDConnectProvider", None, request_id)
    }
}
