// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! `CreateDelegationRequest`: its request and its response.

use crate::constraint::Constraint;
use crate::fault::Fault;
use crate::form::Form;
use crate::generated::iam::constraints as c;
use crate::operation::{Call, Respond};
use crate::query::Reader;
use crate::service::Service;
use crate::xml::{Content, Writer, answer};

/// What `CreateDelegationRequest` is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateDelegationRequestRequest {
    pub owner_account_id: Option<String>,
    pub description: String,
    pub permissions: super::DelegationPermission,
    pub request_message: Option<String>,
    pub requestor_workflow_id: String,
    pub redirect_url: Option<String>,
    pub notification_channel: String,
    pub session_duration: i32,
    pub only_send_by_owner: Option<bool>,
}

impl Call for CreateDelegationRequestRequest {
    const SERVICE: Service = Service::Iam;
    const NAME: &'static str = "CreateDelegationRequest";
    type Response = CreateDelegationRequestResponse;

    fn decode(form: &Form) -> Result<Self, Fault> {
        Reader::read(form, Self::SERVICE, |reader| Self {
            owner_account_id: reader.optional("OwnerAccountId", &c::ACCOUNT_ID_TYPE),
            description: reader.required("Description", &c::DELEGATION_REQUEST_DESCRIPTION_TYPE),
            permissions: reader.required("Permissions", &Constraint::NONE),
            request_message: reader.optional("RequestMessage", &c::REQUEST_MESSAGE_TYPE),
            requestor_workflow_id: reader.required("RequestorWorkflowId", &c::REQUESTOR_WORKFLOW_ID_TYPE),
            redirect_url: reader.optional("RedirectUrl", &c::REDIRECT_URL_TYPE),
            notification_channel: reader.required("NotificationChannel", &c::NOTIFICATION_CHANNEL_TYPE),
            session_duration: reader.required("SessionDuration", &c::SESSION_DURATION_TYPE),
            only_send_by_owner: reader.optional("OnlySendByOwner", &Constraint::NONE),
        })
    }
}

/// What `CreateDelegationRequest` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreateDelegationRequestResponse {
    pub console_deep_link: Option<String>,
    pub delegation_request_id: Option<String>,
}

impl Respond for CreateDelegationRequestResponse {
    fn encode(&self, request_id: &str) -> String {
        answer(Service::Iam, "CreateDelegationRequest", Some(self), request_id)
    }
}

impl Content for CreateDelegationRequestResponse {
    fn write(&self, xml: &mut Writer) {
        xml.optional("ConsoleDeepLink", self.console_deep_link.as_ref());
        xml.optional("DelegationRequestId", self.delegation_request_id.as_ref());
    }
}
