// SPDX-License-Identifier: Apache-2.0
//! Asks another account for permissions, which only AWS's partners may.

use portcullis_wire::iam::{CreateDelegationRequestRequest, CreateDelegationRequestResponse};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::delegation_request::subject::on_delegation_request;
use crate::operation::{Operation, Outcome};

impl Operation for CreateDelegationRequestRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        let permission = on_delegation_request("iam:CreateDelegationRequest", "*", cx)
            .key("iam:DelegationDuration", self.session_duration.to_string())
            .key("iam:NotificationChannel", &*self.notification_channel)
            .optional_key("iam:TemplateArn", self.permissions.policy_template_arn.as_deref());
        Access::one(permission)
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<CreateDelegationRequestResponse>, Fault> {
        // No account is one of AWS's partners here, and to all others AWS does not give this operation.
        let account = cx.account().id();
        Err(faults::access_denied(format!(
            "Account {account} is not onboarded to create delegation requests."
        )))
    }
}
