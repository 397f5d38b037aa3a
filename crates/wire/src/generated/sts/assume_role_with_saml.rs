// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AssumeRoleWithSAML`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::sts::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::secret::Secret;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `AssumeRoleWithSAML` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumeRoleWithSAMLRequest {
    pub role_arn: String,
    pub principal_arn: String,
    pub saml_assertion: Secret,
    pub policy_arns: Option<Vec<super::PolicyDescriptorType>>,
    pub policy: Option<String>,
    pub duration_seconds: Option<i32>,
    pub minimum_session_token_size: Option<i32>,
}

impl Call for AssumeRoleWithSAMLRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "AssumeRoleWithSAML";
    type Response = AssumeRoleWithSAMLResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_arn: reader.required("RoleArn", &c::ARN_TYPE),
            principal_arn: reader.required("PrincipalArn", &c::ARN_TYPE),
            saml_assertion: reader.required("SAMLAssertion", &c::SAML_ASSERTION_TYPE),
            policy_arns: reader.optional("PolicyArns", &Constraint::NONE),
            policy: reader.optional("Policy", &c::SESSION_POLICY_DOCUMENT_TYPE),
            duration_seconds: reader.optional("DurationSeconds", &c::ROLE_DURATION_SECONDS_TYPE),
            minimum_session_token_size: reader
                .optional("MinimumSessionTokenSize", &c::MINIMUM_SESSION_TOKEN_SIZE_TYPE),
        })
    }
}

/// What `AssumeRoleWithSAML` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumeRoleWithSAMLResponse {
    pub credentials: Option<super::Credentials>,
    pub assumed_role_user: Option<super::AssumedRoleUser>,
    pub packed_policy_size: Option<i32>,
    pub subject: Option<String>,
    pub subject_type: Option<String>,
    pub issuer: Option<String>,
    pub audience: Option<String>,
    pub name_qualifier: Option<String>,
    pub source_identity: Option<String>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Respond for AssumeRoleWithSAMLResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "AssumeRoleWithSAML", Some(self), request_id)
    }
}

impl Content for AssumeRoleWithSAMLResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Credentials", self.credentials.as_ref());
        xml.optional("AssumedRoleUser", self.assumed_role_user.as_ref());
        xml.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        xml.optional("Subject", self.subject.as_ref());
        xml.optional("SubjectType", self.subject_type.as_ref());
        xml.optional("Issuer", self.issuer.as_ref());
        xml.optional("Audience", self.audience.as_ref());
        xml.optional("NameQualifier", self.name_qualifier.as_ref());
        xml.optional("SourceIdentity", self.source_identity.as_ref());
        xml.optional("SessionTokenUtilization", self.session_token_utilization.as_ref());
        xml.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}
