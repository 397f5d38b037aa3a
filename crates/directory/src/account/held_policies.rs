// SPDX-License-Identifier: Apache-2.0
//! The policies that a user, group or role holds: its own, its attached ones, those of its groups, its boundary.

use std::fmt;
use std::sync::{Arc, OnceLock};

use portcullis_policy::engine::PolicyGroup;

use super::Account;
use crate::identifier::UniqueId;
use crate::record::{Owner, Policy, PolicyDocument, Role, User};

/// A policy that bears on a principal, with the name it is reported by.
#[derive(Debug, Clone)]
pub struct HeldPolicy {
    /// The ARN of a managed policy; `user_alice_Reading` for an inline policy, as AWS's simulator names it.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The document in force.
    pub document: PolicyDocument,
}

/// Where a policy comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
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
pub struct PrincipalPolicies {
    /// Inline and attached policies (rule E-5).
    pub identity: Vec<HeldPolicy>,
    /// The permissions boundary.
    pub boundary: Option<HeldPolicy>,
}

/// What a principal holds, ready to decide with.
#[derive(Debug, Clone)]
pub struct CompiledPolicies {
    /// Inline and attached policies (rule E-5).
    pub identity: Arc<PolicyGroup>,
    /// The permissions boundary.
    pub boundary: Option<Arc<PolicyGroup>>,
}

/// Why nothing can be decided for a principal. What is not known could hold a Deny, so everything is denied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undecidable {
    /// There is no policy, or no principal, of this name.
    Missing(String),
    /// The policy of this name does not parse.
    Unreadable(String),
}

/// Why nothing can be decided for one who is not of the account.
const STRANGER: &Undecidable = &Undecidable::Missing(String::new());

/// What a principal holds, compiled when it is first asked for. Whatever it depends on comes with a new one.
pub(super) type Compiled = OnceLock<Result<Arc<CompiledPolicies>, Undecidable>>;

/// What is compiled of a role when it is first asked for.
#[derive(Debug, Clone, Default)]
pub struct OfRole {
    pub(super) held: Compiled,
    /// The trust policy alone, under the role's ARN.
    trust: OnceLock<Result<Arc<PolicyGroup>, Undecidable>>,
}

/// A user, group or role as far as it holds policies.
struct Holder<'a> {
    kind: &'static str,
    name: &'a str,
    attached: &'a [String],
    boundary: Option<&'a str>,
}

impl Account {
    /// What a user, with its groups, or a group or role holds.
    ///
    /// # Errors
    /// A managed policy cannot be found. It might have held a Deny: fail closed.
    pub fn held_policies(&self, owner: &Owner) -> Result<PrincipalPolicies, Undecidable> {
        let holder = self.holder(owner).ok_or_else(|| Undecidable::Missing(owner.id().to_string()))?;
        let mut identity = Vec::new();
        self.collect(owner, &holder, &mut identity)?;
        if let Owner::User(id) = owner
            && let Some(user) = self.users.get(id)
        {
            for group in self.groups_of(user) {
                let owner = Owner::Group(group.id.clone());
                let holder = self.holder(&owner).ok_or_else(|| Undecidable::Missing(group.name.clone()))?;
                self.collect(&owner, &holder, &mut identity)?;
            }
        }
        let boundary = holder.boundary.map(|arn| self.attached_policy(arn)).transpose()?;
        Ok(PrincipalPolicies { identity, boundary })
    }

    /// What a user of the account holds, compiled once.
    ///
    /// # Errors
    /// A policy cannot be found or read.
    pub fn policies_of_user(&self, user: &User) -> Result<&CompiledPolicies, &Undecidable> {
        self.compiled(self.users.derived(&user.id), || Owner::User(user.id.clone()))
    }

    /// What a role of the account holds, compiled once.
    ///
    /// # Errors
    /// A policy cannot be found or read.
    pub fn policies_of_role(&self, role: &Role) -> Result<&CompiledPolicies, &Undecidable> {
        self.compiled(self.roles.derived(&role.id).map(|of| &of.held), || Owner::Role(role.id.clone()))
    }

    /// Who may assume a role of the account, compiled once, under the role's ARN.
    ///
    /// # Errors
    /// The trust policy cannot be read.
    pub fn trust_policy_of(&self, role: &Role) -> Result<&Arc<PolicyGroup>, &Undecidable> {
        let derived = self.roles.derived(&role.id).ok_or(STRANGER)?;
        let compile = || {
            let document = role.trust_policy.clone();
            group(&[HeldPolicy { name: role.arn(self.id()), origin: Origin::Given, document }])
        };
        derived.trust.get_or_init(compile).as_ref()
    }

    fn compiled<'a>(
        &self,
        cell: Option<&'a Compiled>,
        owner: impl FnOnce() -> Owner,
    ) -> Result<&'a CompiledPolicies, &'a Undecidable> {
        let cell = cell.ok_or(STRANGER)?;
        cell.get_or_init(|| self.held_policies(&owner())?.compiled().map(Arc::new)).as_deref()
    }

    /// Drops what was compiled of a principal, or of the members of a group. It must come with every change of what
    /// they hold.
    pub(super) fn forget_compiled(&mut self, owner: &Owner) {
        match owner {
            Owner::User(id) => self.users.forget_derived(id),
            Owner::Role(id) => self.roles.forget_derived(id),
            Owner::Group(id) => {
                let members: Vec<_> = self.members(id).map(|user| user.id.clone()).collect();
                for id in members {
                    self.users.forget_derived(&id);
                }
            }
        }
    }

    /// As [`Account::forget_compiled`], of all that a managed policy is attached to or bounds.
    pub(super) fn forget_compiled_with(&mut self, policy_arn: &str) {
        let holders = self.attachments(policy_arn).chain(self.boundary_usages(policy_arn));
        let holders: Vec<Owner> = holders.cloned().collect();
        holders.iter().for_each(|owner| self.forget_compiled(owner));
    }

    /// As [`Account::forget_compiled_with`], if a managed policy comes to have another document.
    pub(super) fn forget_compiled_by(&mut self, before: Option<&Policy>, after: &Policy) {
        let arn = after.arn(self.id());
        let arn_before = before.map(|before| before.arn(self.id()));
        let version_before = before.map(|before| before.default_version);
        if arn_before.as_ref() != Some(&arn) || version_before != Some(after.default_version) {
            arn_before.iter().chain([&arn]).for_each(|arn| self.forget_compiled_with(arn));
        }
    }

    /// As [`Account::forget_compiled_with`], if the version is the one in force.
    pub(super) fn forget_compiled_version(&mut self, policy: &UniqueId, number: u32) {
        if let Some(policy) = self.policies.get(policy)
            && policy.default_version == number
        {
            let arn = policy.arn(self.id());
            self.forget_compiled_with(&arn);
        }
    }

    fn holder(&self, owner: &Owner) -> Option<Holder<'_>> {
        Some(match owner {
            Owner::User(id) => {
                let User { name, attached_policies, permissions_boundary, .. } = &**self.users.get(id)?;
                Holder {
                    kind: "user",
                    name,
                    attached: attached_policies,
                    boundary: permissions_boundary.as_deref(),
                }
            }
            Owner::Role(id) => {
                let Role { name, attached_policies, permissions_boundary, .. } = &**self.roles.get(id)?;
                Holder {
                    kind: "role",
                    name,
                    attached: attached_policies,
                    boundary: permissions_boundary.as_deref(),
                }
            }
            Owner::Group(id) => {
                let group = self.groups.get(id)?;
                Holder {
                    kind: "group",
                    name: &group.name,
                    attached: &group.attached_policies,
                    boundary: None,
                }
            }
        })
    }

    fn collect(
        &self,
        owner: &Owner,
        holder: &Holder<'_>,
        held: &mut Vec<HeldPolicy>,
    ) -> Result<(), Undecidable> {
        for inline in self.inline_policies(owner) {
            held.push(HeldPolicy {
                name: format!("{}_{}_{}", holder.kind, holder.name, inline.name),
                origin: Origin::Inline {
                    kind: holder.kind,
                    owner: holder.name.to_owned(),
                    name: inline.name.clone(),
                },
                document: inline.document.clone(),
            });
        }
        for arn in holder.attached {
            held.push(self.attached_policy(arn)?);
        }
        Ok(())
    }

    /// A managed policy that is attached but cannot be found could have held a Deny: fail closed.
    fn attached_policy(&self, arn: &str) -> Result<HeldPolicy, Undecidable> {
        HeldPolicy::managed(arn, self).ok_or_else(|| Undecidable::Missing(arn.to_owned()))
    }
}

impl PrincipalPolicies {
    /// Ready to decide with.
    ///
    /// # Errors
    /// A policy does not parse.
    pub fn compiled(&self) -> Result<CompiledPolicies, Undecidable> {
        Ok(CompiledPolicies {
            identity: group(&self.identity)?,
            boundary: self.boundary.as_ref().map(|policy| group(std::slice::from_ref(policy))).transpose()?,
        })
    }
}

/// A group of these policies, under their names.
///
/// # Errors
/// A policy does not parse. It could hold a Deny, so nothing is allowed past it.
pub fn group(policies: &[HeldPolicy]) -> Result<Arc<PolicyGroup>, Undecidable> {
    let compiled = policies.iter().map(|policy| match policy.document.compiled() {
        Ok(compiled) => Ok(compiled.renamed(&policy.name)),
        Err(_) => Err(Undecidable::Unreadable(policy.name.clone())),
    });
    Ok(PolicyGroup::of(&compiled.collect::<Result<Vec<_>, _>>()?))
}

impl HeldPolicy {
    /// A policy that a request brings.
    pub fn given(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), origin: Origin::Given, document: PolicyDocument::new(text) }
    }

    /// The managed policy of this ARN, the customer's or AWS's, if there is one.
    pub fn managed(arn: &str, account: &Account) -> Option<Self> {
        let document = account.managed_document(arn)?;
        Some(Self { name: arn.to_owned(), origin: Origin::Managed, document })
    }
}

impl fmt::Display for Undecidable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(formatter, "`{name}` cannot be found"),
            Self::Unreadable(name) => write!(formatter, "policy `{name}` cannot be read"),
        }
    }
}

impl std::error::Error for Undecidable {}
