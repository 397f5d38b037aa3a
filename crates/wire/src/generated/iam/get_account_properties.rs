// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetAccountProperties`: its request and its response.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::form::Form;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetAccountProperties` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccountPropertiesRequest;

impl Call for GetAccountPropertiesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetAccountProperties";
    type Response = GetAccountPropertiesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |_| Self)
    }
}

/// What `GetAccountProperties` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetAccountPropertiesResponse {
    pub properties: Option<BTreeMap<String, String>>,
}

impl Respond for GetAccountPropertiesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetAccountProperties", Some(self), request_id)
    }
}

impl Content for GetAccountPropertiesResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Properties", self.properties.as_ref());
    }
}
