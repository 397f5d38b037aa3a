// SPDX-License-Identifier: Apache-2.0
//! Trades a token of a delegation request in for credentials.

use portcullis_wire::sts::{GetDelegatedAccessTokenRequest, GetDelegatedAccessTokenResponse};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};

impl Operation for GetDelegatedAccessTokenRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        Access::one(Permission::on_everything("sts:GetDelegatedAccessToken"))
    }

    fn decide(self, _: &Context<'_>) -> Result<Outcome<GetDelegatedAccessTokenResponse>, Fault> {
        // Tokens are given for delegation requests, which only AWS's partners make: no token is one of ours.
        Err(faults::expired_trade_in_token_exception(
            "The trade-in token provided in the request has expired and can no longer be exchanged for credentials. \
             Request a new token and retry the operation.",
        ))
    }
}
