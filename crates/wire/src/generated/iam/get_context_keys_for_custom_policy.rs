// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetContextKeysForCustomPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetContextKeysForCustomPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetContextKeysForCustomPolicyRequest {
    pub policy_input_list: Vec<String>,
}

impl Call for GetContextKeysForCustomPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetContextKeysForCustomPolicy";
    type Response = GetContextKeysForCustomPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_input_list: reader.required("PolicyInputList", &c::SIMULATION_POLICY_LIST_TYPE),
        })
    }
}

/// What `GetContextKeysForCustomPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetContextKeysForCustomPolicyResponse {
    pub context_key_names: Option<Vec<String>>,
}

impl Respond for GetContextKeysForCustomPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetContextKeysForCustomPolicy", Some(self), request_id)
    }
}

impl Content for GetContextKeysForCustomPolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("ContextKeyNames", self.context_key_names.as_ref());
    }
}
