// SPDX-License-Identifier: Apache-2.0
//! Tells the caller who it is. Nothing can forbid that (rule T-8).

use portcullis_wire::Fault;
use portcullis_wire::sts::{GetCallerIdentityRequest, GetCallerIdentityResponse};

use crate::access::Access;
use crate::context::Context;
use crate::operation::{Operation, Outcome};

impl Operation for GetCallerIdentityRequest {
    fn access(&self, _cx: &Context<'_>) -> Access {
        Access::Authenticated
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GetCallerIdentityResponse>, Fault> {
        Ok(Outcome::read(GetCallerIdentityResponse {
            user_id: Some(cx.caller.user_id()),
            account: Some(cx.account().id().to_string()),
            arn: Some(cx.caller.arn()),
        }))
    }
}
