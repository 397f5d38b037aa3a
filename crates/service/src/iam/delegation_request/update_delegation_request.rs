// SPDX-License-Identifier: Apache-2.0
//! Adds notes to a delegation request, for who decides on it.

use portcullis_wire::Fault;
use portcullis_wire::iam::{UpdateDelegationRequestRequest, UpdateDelegationRequestResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::delegation_request::subject::{no_delegation_request, on_delegation_request};
use crate::operation::{Operation, Outcome};

impl Operation for UpdateDelegationRequestRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_delegation_request("iam:UpdateDelegationRequest", &self.delegation_request_id, cx))
    }

    fn decide(self, _: &Context<'_>) -> Result<Outcome<UpdateDelegationRequestResponse>, Fault> {
        Err(no_delegation_request(&self.delegation_request_id))
    }
}
