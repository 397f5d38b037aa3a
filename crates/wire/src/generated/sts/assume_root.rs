// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `AssumeRoot`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::sts::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `AssumeRoot` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumeRootRequest {
    pub target_principal: String,
    pub task_policy_arn: super::PolicyDescriptorType,
    pub duration_seconds: Option<i32>,
    pub minimum_session_token_size: Option<i32>,
}

impl Call for AssumeRootRequest {
    const SERVICE: Service = Service::Sts;
    const NAME: &'static str = "AssumeRoot";
    type Response = AssumeRootResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            target_principal: reader.required("TargetPrincipal", &c::TARGET_PRINCIPAL_TYPE),
            task_policy_arn: reader.required("TaskPolicyArn", &Constraint::NONE),
            duration_seconds: reader.optional("DurationSeconds", &c::ROOT_DURATION_SECONDS_TYPE),
            minimum_session_token_size: reader
                .optional("MinimumSessionTokenSize", &c::MINIMUM_SESSION_TOKEN_SIZE_TYPE),
        })
    }
}

/// What `AssumeRoot` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssumeRootResponse {
    pub credentials: Option<super::Credentials>,
    pub source_identity: Option<String>,
    pub session_token_utilization: Option<i32>,
    pub session_token_size: Option<i32>,
}

impl Respond for AssumeRootResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Sts, "AssumeRoot", Some(self), request_id)
    }
}

impl Content for AssumeRootResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("Credentials", self.credentials.as_ref());
        xml.optional("SourceIdentity", self.source_identity.as_ref());
        xml.optional("SessionTokenUtilization", self.session_token_utilization.as_ref());
        xml.optional("SessionTokenSize", self.session_token_size.as_ref());
    }
}
