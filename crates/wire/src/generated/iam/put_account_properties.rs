// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `PutAccountProperties`: its request and its response.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `PutAccountProperties` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutAccountPropertiesRequest {
    pub properties: BTreeMap<String, String>,
}

impl Call for PutAccountPropertiesRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "PutAccountProperties";
    type Response = PutAccountPropertiesResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            properties: reader.required("Properties", &c::ACCOUNT_PROPERTIES_MAP_TYPE),
        })
    }
}

/// What `PutAccountProperties` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutAccountPropertiesResponse;

impl Respond for PutAccountPropertiesResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "PutAccountProperties", Some(self), request_id)
    }
}

impl Content for PutAccountPropertiesResponse {
    fn write(&self, _: &mut Writer) {}
}
