// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `GetFederationToken`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::sts::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `GetFederationToken` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetFederationTokenRequest {
    pub name: String,
    pub policy: Option<String>,
    pub policy_arns: Option<Vec<super::PolicyDescriptorType>>,
    pub duration_seconds: Option<i32>,
    pub tags: Option<Vec<super::Tag>>,
    pub minimum_session_token_size: Option<i32>,
}

impl Call for GetFederationTokenRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "GetFederationToken";
    type Response = GetFederationTokenResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            name: reader.required("Name", &c::USER_NAME_TYPE),
            policy: reader.optional("Policy", &c::SESSION_POLICY_DOCUMENT_TYPE),
            policy_arns: reader.optional("PolicyArns", &Constraint::NONE),
            duration_seconds: reader.optional("DurationSeconds", &c::DURATION_SECONDS_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
            minimum_session_token_size: reader
                .optional("MinimumSessionTokenSize", &c::MINIMUM_SESSION_TOKEN_SIZE_TYPE),
        })
    }
}

/// What `GetFederationToken` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GetFederationTokenResponse {
    pub credentials: Option<super::Credentials>,
    pub federated_user: Option<super::FederatedUser>,
    pub packed_policy_size: Option<i32>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Respond for GetFederationTokenResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "GetFederationToken", Some(self), request_id)
    }
}

impl Content for GetFederationTokenResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Credentials", self.credentials.as_ref());
        xml.optional("FederatedUser", self.federated_user.as_ref());
        xml.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        xml.optional("SessionTokenUtilization", self.session_token_utilization.as_ref());
        xml.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}
