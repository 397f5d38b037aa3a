// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetPolicy`: its request and its response.

use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetPolicy` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetPolicyRequest {
    pub policy_arn: String,
}

impl Call for GetPolicyRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "GetPolicy";
    type Response = GetPolicyResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            policy_arn: reader.required("PolicyArn", &c::ARN_TYPE),
        })
    }
}

/// What `GetPolicy` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetPolicyResponse {
    pub policy: Option<super::Policy>,
}

impl Respond for GetPolicyResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "GetPolicy", Some(self), request_id)
    }
}

impl Content for GetPolicyResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Policy", self.policy.as_ref());
    }
}
