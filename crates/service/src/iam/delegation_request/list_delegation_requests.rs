// SPDX-License-Identifier: Apache-2.0
//! Lists the delegation requests that the account was sent.

use portcullis_wire::iam::{ListDelegationRequestsRequest, ListDelegationRequestsResponse};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission};
use crate::context::Context;
use crate::operation::{Operation, Outcome};

impl Operation for ListDelegationRequestsRequest {
    fn access(&self, _: &Context<'_>) -> Access {
        let permission = Permission::on_everything("iam:ListDelegationRequests");
        Access::one(permission.optional_key("iam:DelegationRequestOwner", self.owner_id.as_deref()))
    }

    fn decide(self, _: &Context<'_>) -> Result<Outcome<ListDelegationRequestsResponse>, Fault> {
        // The list has one page, so no answer ever gave a marker.
        if self.marker.is_some() {
            return Err(faults::validation_error("Invalid Marker."));
        }
        Ok(Outcome::read(ListDelegationRequestsResponse {
            delegation_requests: Some(Vec::new()),
            marker: None,
            is_truncated: Some(false),
        }))
    }
}
