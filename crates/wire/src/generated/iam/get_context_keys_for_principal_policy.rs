// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetContextKeysForPrincipalPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetContextKeysForPrincipalPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetContextKeysForPrincipalPolicyRequest {
    pub policy_source_arn: String,
    pub policy_input_list: Option<Vec<String>>,
}

impl Call for GetContextKeysForPrincipalPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetContextKeysForPrincipalPolicy";
    type Response = GetContextKeysForPrincipalPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_source_arn: reader.required("PolicySourceArn", &c::ARN_TYPE),
            policy_input_list: reader.optional("PolicyInputList", &c::SIMULATION_POLICY_LIST_TYPE),
        })
    }
}

/// What `GetContextKeysForPrincipalPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetContextKeysForPrincipalPolicyResponse {
    pub context_key_names: Option<Vec<String>>,
}

impl Respond for GetContextKeysForPrincipalPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetContextKeysForPrincipalPolicy", Some(self), request_id)
    }
}

impl Content for GetContextKeysForPrincipalPolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("ContextKeyNames", self.context_key_names.as_ref());
    }
}
