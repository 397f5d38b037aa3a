// SPDX-License-Identifier: Apache-2.0
//! Tells in plain words what a delegation request asks for.

use portcullis_directory::{Refusal, arn};
use portcullis_wire::Fault;
use portcullis_wire::iam::{GetHumanReadableSummaryRequest, GetHumanReadableSummaryResponse};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::iam::delegation_request::subject::no_delegation_request;
use crate::operation::{Operation, Outcome, refused};

impl Operation for GetHumanReadableSummaryRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::new("iam:GetHumanReadableSummary", &*self.entity_arn))
    }

    fn decide(self, _: &Context<'_>) -> Result<Outcome<GetHumanReadableSummaryResponse>, Fault> {
        match arn::parse(&self.entity_arn) {
            Some(parts) if parts.service == "iam" && parts.kind == "delegation-request" => {
                Err(no_delegation_request(parts.name))
            }
            _ => Err(refused(Refusal::InvalidInput(format!("ARN {} is not valid.", self.entity_arn)))),
        }
    }
}
