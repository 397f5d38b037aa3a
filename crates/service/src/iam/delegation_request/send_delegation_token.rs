// SPDX-License-Identifier: Apache-2.0
//! Sends the token of an accepted delegation request to who asked for it.

use portcullis_wire::Fault;
use portcullis_wire::iam::{SendDelegationTokenRequest, SendDelegationTokenResponse};

use crate::access::Access;
use crate::context::Context;
use crate::iam::delegation_request::subject::{no_delegation_request, on_delegation_request};
use crate::operation::{Operation, Outcome};

impl Operation for SendDelegationTokenRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(on_delegation_request("iam:SendDelegationToken", &self.delegation_request_id, cx))
    }

    fn decide(self, _: &Context<'_>) -> Result<Outcome<SendDelegationTokenResponse>, Fault> {
        Err(no_delegation_request(&self.delegation_request_id))
    }
}
