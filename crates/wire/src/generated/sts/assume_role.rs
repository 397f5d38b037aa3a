// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AssumeRole`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::sts::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `AssumeRole` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumeRoleRequest {
    pub role_arn: String,
    pub role_session_name: String,
    pub policy_arns: Option<Vec<super::PolicyDescriptorType>>,
    pub policy: Option<String>,
    pub duration_seconds: Option<i32>,
    pub tags: Option<Vec<super::Tag>>,
    pub transitive_tag_keys: Option<Vec<String>>,
    pub external_id: Option<String>,
    pub serial_number: Option<String>,
    pub token_code: Option<String>,
    pub source_identity: Option<String>,
    pub provided_contexts: Option<Vec<super::ProvidedContext>>,
    pub minimum_session_token_size: Option<i32>,
}

impl Call for AssumeRoleRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "AssumeRole";
    type Response = AssumeRoleResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            role_arn: reader.required("RoleArn", &c::ARN_TYPE),
            role_session_name: reader.required("RoleSessionName", &c::ROLE_SESSION_NAME_TYPE),
            policy_arns: reader.optional("PolicyArns", &Constraint::NONE),
            policy: reader.optional("Policy", &c::UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE),
            duration_seconds: reader.optional("DurationSeconds", &c::ROLE_DURATION_SECONDS_TYPE),
            tags: reader.optional("Tags", &c::TAG_LIST_TYPE),
            transitive_tag_keys: reader.optional("TransitiveTagKeys", &c::TAG_KEY_LIST_TYPE),
            external_id: reader.optional("ExternalId", &c::EXTERNAL_ID_TYPE),
            serial_number: reader.optional("SerialNumber", &c::SERIAL_NUMBER_TYPE),
            token_code: reader.optional("TokenCode", &c::TOKEN_CODE_TYPE),
            source_identity: reader.optional("SourceIdentity", &c::SOURCE_IDENTITY_TYPE),
            provided_contexts: reader.optional("ProvidedContexts", &c::PROVIDED_CONTEXTS_LIST_TYPE),
            minimum_session_token_size: reader
                .optional("MinimumSessionTokenSize", &c::MINIMUM_SESSION_TOKEN_SIZE_TYPE),
        })
    }
}

/// What `AssumeRole` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumeRoleResponse {
    pub credentials: Option<super::Credentials>,
    pub assumed_role_user: Option<super::AssumedRoleUser>,
    pub packed_policy_size: Option<i32>,
    pub source_identity: Option<String>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Respond for AssumeRoleResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "AssumeRole", Some(self), request_id)
    }
}

impl Content for AssumeRoleResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Credentials", self.credentials.as_ref());
        xml.optional("AssumedRoleUser", self.assumed_role_user.as_ref());
        xml.optional("PackedPolicySize", self.packed_policy_size.as_ref());
        xml.optional("SourceIdentity", self.source_identity.as_ref());
        xml.optional("SessionTokenUtilization", self.session_token_utilization.as_ref());
        xml.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}
