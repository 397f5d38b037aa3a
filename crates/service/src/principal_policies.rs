// SPDX-License-Identifier: Apache-2.0
//! The policies that bear on a principal, whatever it asks.

use std::sync::Arc;

pub(crate) use portcullis_directory::account::held_policies::{HeldPolicy, Origin, PrincipalPolicies};

use portcullis_directory::Account;
use portcullis_directory::account::held_policies::{self, CompiledPolicies, Undecidable};
use portcullis_directory::record::Role;
use portcullis_policy::engine::PolicyGroup;
use portcullis_wire::{Fault, faults};

use crate::caller::Identity;
use crate::policy_owner::PolicyOwner;

/// What a user, with its groups, or a group or role holds.
///
/// # Errors
/// A managed policy cannot be found. It might have held a Deny: fail closed.
pub(crate) fn held(owner: PolicyOwner<'_>, account: &Account) -> Result<PrincipalPolicies, Fault> {
    account.held_policies(&owner.id()).map_err(|reason| refuse(&reason))
}

/// What a caller holds by being who it is; `None` for those who are no user or role.
///
/// # Errors
/// A policy cannot be found or read: fail closed.
pub(crate) fn of_identity<'a>(
    identity: &Identity,
    account: &'a Account,
) -> Result<Option<&'a CompiledPolicies>, Fault> {
    let found = match identity {
        Identity::Root | Identity::Federated { user: None, .. } | Identity::Proven(_) => return Ok(None),
        Identity::User(user) | Identity::Federated { user: Some(user), .. } => account.policies_of_user(user),
        Identity::Role { role, .. } => account.policies_of_role(role),
    };
    found.map(Some).map_err(refuse)
}

/// The trust policy of a role of the account, under the role's ARN.
///
/// # Errors
/// It cannot be read: fail closed.
pub(crate) fn of_trust<'a>(account: &'a Account, role: &Role) -> Result<&'a Arc<PolicyGroup>, Fault> {
    account.trust_policy_of(role).map_err(refuse)
}

/// Policies that are asked together.
///
/// # Errors
/// One does not parse.
pub(crate) fn group(policies: &[HeldPolicy]) -> Result<Arc<PolicyGroup>, Fault> {
    held_policies::group(policies).map_err(|reason| refuse(&reason))
}

/// What cannot be read could hold a Deny, so nothing is allowed past it. The caller learns no more than that.
fn refuse(_: &Undecidable) -> Fault {
    faults::internal_failure()
}
