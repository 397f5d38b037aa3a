// SPDX-License-Identifier: Apache-2.0
//! Shows a delegation request.

use portcullis_wire::Fault;
use portcullis_wire::iam::{GetDelegationRequestRequest, GetDelegationRequestResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::delegation_request::subject::{no_delegation_request, on_delegation_request};
use crate::operation::{Operation, Outcome};

impl Operation for GetDelegationRequestRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_delegation_request("iam:GetDelegationRequest", &self.delegation_request_id, cx))
    }

    fn decide(self, _: &Context<'_>) -> Result<Outcome<GetDelegationRequestResponse>, Fault> {
        Err(no_delegation_request(&self.delegation_request_id))
    }
}
