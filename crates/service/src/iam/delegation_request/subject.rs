// SPDX-License-Identifier: Apache-2.0
//! Delegation requests as things that are asked for.
//!
//! AWS lets only its partners make them, of policy templates that it has registered for them. Here there are no
//! partners and no templates, so there never is a request: what AWS answers to an account that was sent none holds.

use portcullis_directory::{Refusal, arn};
use portcullis_wire::Fault;

use crate::access::Permission;
use crate::context::Context;
use crate::operation::refused;

/// A permission on the delegation request with this id.
pub(crate) fn on_delegation_request(action: &'static str, id: &str, cx: &Context<'_>) -> Permission {
    let account = cx.account().id();
    Permission::new(action, format!("arn:{}:iam::{account}:delegation-request/{id}", arn::PARTITION))
}

/// The refusal of a delegation request that does not exist.
pub(crate) fn no_delegation_request(id: &str) -> Fault {
    refused(Refusal::NoSuchEntity(format!("The delegation request with id {id} cannot be found.")))
}
