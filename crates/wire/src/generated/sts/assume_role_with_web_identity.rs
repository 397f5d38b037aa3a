// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AssumeRoleWithWebIdentity`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::sts::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `AssumeRoleWithWebIdentity` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumeRoleWithWebIdentityRequest {
    pub role_arn: String,
    pub role_session_name: String,
    pub web_identity_token: Secret,
    pub provider_id: Option<String>,
    pub policy_arns: Option<Vec<super::PolicyDescriptorType>>,
    pub policy: Option<String>,
    pub duration_seconds: Option<i32>,
    pub minimum_session_token_size: Option<i32>,
}

impl Call for AssumeRoleWithWebIdentityRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "AssumeRoleWithWebIdentity";
    type Response = AssumeRoleWithWebIdentityResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_arn: reader.required("RoleArn", &c::ARN_TYPE),
            role_session_name: reader.required("RoleSessionName", &c::ROLE_SESSION_NAME_TYPE),
            web_identity_token: reader.required("WebIdentityToken", &c::CLIENT_TOKEN_TYPE),
            provider_id: reader.optional("ProviderId", &c::URL_TYPE),
            policy_arns: reader.optional("PolicyArns", &Constraint::NONE),
            policy: reader.optional("Policy", &c::SESSION_POLICY_DOCUMENT_TYPE),
            duration_seconds: reader.optional("DurationSeconds", &c::ROLE_DURATION_SECONDS_TYPE),
            minimum_session_token_size: reader
                .optional("MinimumSessionTokenSize", &c::MINIMUM_SESSION_TOKEN_SIZE_TYPE),
        })
    }
}

/// What `AssumeRoleWithWebIdentity` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumeRoleWithWebIdentityResponse {
    pub credentials: Option<super::Credentials>,
    pub subject_from_web_identity_token: Option<String>,
    pub assumed_role_user: Option<super::AssumedRoleUser>,
    pub packed_policy_size: Option<i32>,
    pub provider: Option<String>,
    pub audience: Option<String>,
    pub source_identity: Option<String>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Respond for AssumeRoleWithWebIdentityResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "AssumeRoleWithWebIdentity", Some(self), request_id)
    }
}

impl Content for AssumeRoleWithWebIdentityResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Credentials", self.credentials.as_ref());
        xml.optional("SubjectFromWebIdentityToken", self.subject_from_web_identity_token.as_ref());
        xml.optional("AssumedRoleUser", self.assumed_role_user.as_ref());
        xml.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        xml.optional("Provider", self.provider.as_ref());
        xml.optional("Audience", self.audience.as_ref());
        xml.optional("SourceIdentity", self.source_identity.as_ref());
        xml.optional("SessionTokenUtilization", self.session_token_utilization.as_ref());
        xml.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}
