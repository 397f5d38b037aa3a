// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AddClientIDToOpenIDConnectProvider`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `AddClientIDToOpenIDConnectProvider` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddClientIDToOpenIDConnectProviderRequest {
    pub open_id_connect_provider_arn: String,
    pub client_id: String,
}

impl Call for AddClientIDToOpenIDConnectProviderRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "AddClientIDToOpenIDConnectProvider";
    type Response = AddClientIDToOpenIDConnectProviderResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            open_id_connect_provider_arn: reader.required("OpenIDConnectProviderArn", &c::ARN_TYPE),
            client_id: reader.required("ClientID", &c::CLIENT_ID_TYPE),
        })
    }
}

/// What `AddClientIDToOpenIDConnectProvider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddClientIDToOpenIDConnectProviderResponse;

impl Respond for AddClientIDToOpenIDConnectProviderResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "AddClientIDToOpenIDConnectProvider", None, request_id)
    }
}
