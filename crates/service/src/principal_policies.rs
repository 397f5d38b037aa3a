// SPDX-License-Identifier: Apache-2.0
//! The policies that a user, group or role holds: its own, its attached ones, those of its groups, its boundary.

use portcullis_directory::record::PolicyDocument;
use portcullis_directory::{Account, arn};
use portcullis_policy::evaluation::NamedPolicy;
use portcullis_policy::language::Document;
use portcullis_wire::{Fault, faults};

use crate::caller::Identity;
use crate::policy_owner::PolicyOwner;

/// A policy that bears on a principal, with the name it is reported by.
#[derive(Debug, Clone)]
pub(crate) struct HeldPolicy {
    /// The ARN of a managed policy; `user_alice_Reading` for an inline policy, as AWS's simulator names it.
    pub(crate) name: String,
    /// Where it comes from.
    pub(crate) origin: Origin,
    /// The document in force.
    pub(crate) document: PolicyDocument,
}

/// Where a policy comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It stands in a user, group or role.
    Inline {
        /// `user`, `group` or `role`.
        kind: &'static str,
        /// The user's, group's or role's name.
        owner: String,
        /// The policy's name.
        name: String,
    },
    /// It is a managed policy, whose ARN is its name.
    Managed,
    /// It came with a request.
    Given,
}

/// What a principal holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct PrincipalPolicies {
    /// Inline and attached policies (rule E-5).
    pub(crate) identity: Vec<HeldPolicy>,
    /// The permissions boundary.
    pub(crate) boundary: Option<HeldPolicy>,
}

impl PrincipalPolicies {
    /// What a caller holds by being who it is.
    ///
    /// # Errors
    /// A managed policy cannot be found. It might have held a Deny: fail closed.
    pub(crate) fn of_identity(identity: &Identity, account: &Account) -> Result<Self, Fault> {
        match identity {
            Identity::Root | Identity::Federated { user: None, .. } | Identity::Proven(_) => {
                Ok(Self::default())
            }
            Identity::User(user) | Identity::Federated { user: Some(user), .. } => {
                Self::of_owner(PolicyOwner::User(user), account)
            }
            Identity::Role { role, .. } => Self::of_owner(PolicyOwner::Role(role), account),
        }
    }

    /// What a user, with its groups, or a group or role holds.
    ///
    /// # Errors
    /// As [`PrincipalPolicies::of_identity`].
    pub(crate) fn of_owner(owner: PolicyOwner<'_>, account: &Account) -> Result<Self, Fault> {
        let mut held = Self::default();
        held.collect(owner, account)?;
        if let PolicyOwner::User(user) = owner {
            for group in account.groups_of(user) {
                held.collect(PolicyOwner::Group(group), account)?;
            }
        }
        held.boundary = owner.boundary().map(|arn| managed(arn, account)).transpose()?;
        Ok(held)
    }

    fn collect(&mut self, owner: PolicyOwner<'_>, account: &Account) -> Result<(), Fault> {
        for inline in account.inline_policies(&owner.id()) {
            self.identity.push(HeldPolicy {
                name: format!("{}_{}_{}", owner.kind(), owner.name(), inline.name),
                origin: Origin::Inline {
                    kind: owner.kind(),
                    owner: owner.name().to_owned(),
                    name: inline.name.clone(),
                },
                document: inline.document.clone(),
            });
        }
        for arn in owner.attached() {
            self.identity.push(managed(arn, account)?);
        }
        Ok(())
    }
}

impl HeldPolicy {
    /// A policy that a request brings.
    pub(crate) fn given(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), origin: Origin::Given, document: PolicyDocument::new(text) }
    }

    /// The managed policy of this ARN, the customer's or AWS's, if there is one.
    pub(crate) fn managed(arn: &str, account: &Account) -> Option<Self> {
        let document = account.managed_document(arn)?;
        Some(Self { name: arn.to_owned(), origin: Origin::Managed, document })
    }

    /// As the evaluator takes it.
    ///
    /// # Errors
    /// It does not parse. It could hold a Deny, so nothing is allowed past it.
    pub(crate) fn named(&self) -> Result<NamedPolicy<'_>, Fault> {
        Ok(NamedPolicy { name: &self.name, document: parsed(&self.document)? })
    }

    /// The ARN of a managed policy, which AWS's messages name; an inline one has none.
    pub(crate) fn is_arn(name: &str) -> bool {
        arn::parse(name).is_some()
    }
}

/// A parsed document. One that does not parse could hold a Deny, so nothing is allowed past it.
pub(crate) fn parsed(document: &PolicyDocument) -> Result<&Document, Fault> {
    document.parsed().map_err(|_| faults::internal_failure())
}

/// All policies as the evaluator takes them.
///
/// # Errors
/// One does not parse.
pub(crate) fn named(policies: &[HeldPolicy]) -> Result<Vec<NamedPolicy<'_>>, Fault> {
    policies.iter().map(HeldPolicy::named).collect()
}

/// A managed policy that is attached but cannot be found could have held a Deny: fail closed.
fn managed(arn: &str, account: &Account) -> Result<HeldPolicy, Fault> {
    HeldPolicy::managed(arn, account).ok_or_else(faults::internal_failure)
}
