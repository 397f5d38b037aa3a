// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `SetSecurityTokenServicePreferences`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::answer;

/// What `SetSecurityTokenServicePreferences` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetSecurityTokenServicePreferencesRequest {
    pub global_endpoint_token_version: String,
}

impl Call for SetSecurityTokenServicePreferencesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "SetSecurityTokenServicePreferences";
    type Response = SetSecurityTokenServicePreferencesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            global_endpoint_token_version: reader
                .required("GlobalEndpointTokenVersion", &c::GLOBAL_ENDPOINT_TOKEN_VERSION),
        })
    }
}

/// What `SetSecurityTokenServicePreferences` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetSecurityTokenServicePreferencesResponse;

impl Respond for SetSecurityTokenServicePreferencesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "SetSecurityTokenServicePreferences", None, request_id)
    }
}
