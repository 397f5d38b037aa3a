// SPDX-License-Identifier: Apache-2.0
//! What a report on last accessed services is about: a user, group, role or managed policy, by ARN.

use std::collections::BTreeMap;

use portcullis_directory::record::{JobSubject, Owner, PolicyDocument, Principal};
use portcullis_directory::{Account, arn};
use portcullis_policy::language::Document;
use portcullis_wire::{Fault, faults, iam};

use crate::access::Permission;
use crate::context::Context;
use crate::iam::policy::subject as policy;
use crate::policy_owner::{OwnerName, PolicyOwner};

/// A thing that a report can be about, and that is there.
#[derive(Debug, Clone)]
pub(crate) enum Subject<'a> {
    Entity(PolicyOwner<'a>),
    Policy(String),
}

/// A policy that grants something to the subject.
pub(crate) struct Granting {
    document: PolicyDocument,
    /// As answers show it.
    pub(crate) shape: iam::PolicyGrantingServiceAccess,
}

/// A permission on what the ARN names, under its own path if it is there.
pub(crate) fn permission(action: &'static str, subject_arn: &str, cx: &Context<'_>) -> Permission {
    let account = cx.account();
    let own = arn::parse(subject_arn).filter(|parts| parts.account.parse() == Ok(account.id()));
    match own.and_then(|parts| entity_name(parts.kind, parts.name)) {
        Some(name) if name.find(account).is_some() => name.permission(action, account),
        Some(_) => Permission::new(action, subject_arn),
        None if arn::parse(subject_arn).is_some_and(|parts| parts.kind == "policy") => {
            Permission { resource_account: None, ..policy::permission(action, subject_arn, cx) }
        }
        None => Permission::new(action, subject_arn),
    }
}

fn entity_name<'a>(kind: &str, name: &'a str) -> Option<OwnerName<'a>> {
    match kind {
        "user" => Some(OwnerName::User(name)),
        "group" => Some(OwnerName::Group(name)),
        "role" => Some(OwnerName::Role(name)),
        _ => None,
    }
}

/// Finds what an ARN names. Only the name counts, not the path. `unsupported` is the message for ARNs of other things.
///
/// # Errors
/// The ARN is malformed, of another account, or of nothing that is there.
pub(crate) fn find<'a>(
    subject_arn: &str,
    cx: &Context<'a>,
    unsupported: impl FnOnce() -> Fault,
) -> Result<Subject<'a>, Fault> {
    let account = cx.account();
    let mut fields = subject_arn.split(':');
    if fields.next() != Some("arn") || fields.clone().count() < 5 {
        return Err(faults::invalid_input(format!("ARN {subject_arn} is not valid.")));
    }
    if fields.next() != Some(arn::PARTITION) {
        return Err(faults::validation_error("Invalid ARN partition"));
    }
    let parts = arn::parse(subject_arn).filter(|parts| parts.service == "iam");
    let parts = parts.ok_or_else(|| faults::validation_error("Invalid service in ARN"))?;
    let is_policy = parts.kind == "policy";
    let name = entity_name(parts.kind, parts.name);
    if (name.is_none() && !is_policy) || parts.name.is_empty() {
        return Err(unsupported());
    }
    if parts.account.parse() != Ok(account.id()) && !(is_policy && parts.account == "aws") {
        let caller = cx.caller.arn();
        let message = format!("User: {caller} is not authorized to perform the operation on {subject_arn}");
        return Err(faults::access_denied(message));
    }
    let found = match name {
        Some(name) => name.find(account).map(Subject::Entity),
        None => account.managed_policy_exists(subject_arn).then(|| Subject::Policy(subject_arn.to_owned())),
    };
    found.ok_or_else(|| faults::no_such_entity(format!("ARN {subject_arn} does not exist.")))
}

impl<'a> Subject<'a> {
    /// The subject of a job, if it is still there.
    pub(crate) fn of_job(subject: &JobSubject, account: &'a Account) -> Option<Self> {
        match subject {
            JobSubject::Entity(owner) => PolicyOwner::get(owner, account).map(Self::Entity),
            JobSubject::Policy(arn) => account.managed_policy_exists(arn).then(|| Self::Policy(arn.clone())),
        }
    }

    /// The subject as a job keeps it.
    pub(crate) fn to_job(&self) -> JobSubject {
        match self {
            Self::Entity(entity) => JobSubject::Entity(entity.id()),
            Self::Policy(arn) => JobSubject::Policy(arn.clone()),
        }
    }

    /// The policies that grant the subject what it has: a user's groups' are among them, boundaries are not.
    ///
    /// # Errors
    /// A policy that is attached is not there.
    pub(crate) fn policies(&self, account: &'a Account) -> Result<Vec<Granting>, Fault> {
        let mut found = Vec::new();
        match self {
            Self::Policy(arn) => found.push(managed(arn, account)?),
            Self::Entity(entity) => {
                collect(*entity, account, &mut found)?;
                if let PolicyOwner::User(user) = entity {
                    for group in account.groups_of(user) {
                        collect(PolicyOwner::Group(group), account, &mut found)?;
                    }
                }
            }
        }
        Ok(found)
    }

    /// The users and roles whose use of a service the report tells: a group's members, and what a policy is attached
    /// to, directly or by a group.
    pub(crate) fn users_and_roles(&self, account: &'a Account) -> Vec<PolicyOwner<'a>> {
        let mut found = BTreeMap::new();
        let mut add = |entity: PolicyOwner<'a>| match entity {
            PolicyOwner::Group(group) => {
                for member in account.members(&group.id) {
                    found.insert(Owner::User(member.id.clone()), PolicyOwner::User(member));
                }
            }
            PolicyOwner::User(_) | PolicyOwner::Role(_) => {
                found.insert(entity.id(), entity);
            }
        };
        match self {
            Self::Entity(entity) => add(*entity),
            Self::Policy(arn) => {
                account.attachments(arn).filter_map(|owner| PolicyOwner::get(owner, account)).for_each(add);
            }
        }
        found.into_values().collect()
    }
}

impl Granting {
    /// The parsed document.
    ///
    /// # Errors
    /// It does not parse.
    pub(crate) fn document(&self) -> Result<&Document, Fault> {
        self.document.parsed().map_err(|_| faults::internal_failure())
    }
}

/// The principal that a user or role is; a group is none.
pub(crate) fn principal(entity: PolicyOwner<'_>) -> Option<Principal> {
    match entity {
        PolicyOwner::User(user) => Some(Principal::User(user.id.clone())),
        PolicyOwner::Role(role) => Some(Principal::Role(role.id.clone())),
        PolicyOwner::Group(_) => None,
    }
}

fn collect(entity: PolicyOwner<'_>, account: &Account, into: &mut Vec<Granting>) -> Result<(), Fault> {
    for inline in account.inline_policies(&entity.id()) {
        into.push(Granting {
            document: inline.document.clone(),
            shape: iam::PolicyGrantingServiceAccess {
                policy_name: inline.name.clone(),
                policy_type: "INLINE".to_owned(),
                policy_arn: None,
                entity_type: Some(entity.kind().to_ascii_uppercase()),
                entity_name: Some(entity.name().to_owned()),
            },
        });
    }
    for arn in entity.attached() {
        // A policy that comes by several ways is told once.
        if !into.iter().any(|known| known.shape.policy_arn.as_ref() == Some(arn)) {
            into.push(managed(arn, account)?);
        }
    }
    Ok(())
}

fn managed(policy_arn: &str, account: &Account) -> Result<Granting, Fault> {
    Ok(Granting {
        document: account.managed_document(policy_arn).ok_or_else(faults::internal_failure)?,
        shape: iam::PolicyGrantingServiceAccess {
            policy_name: arn::parse(policy_arn).map_or_else(String::new, |parts| parts.name.to_owned()),
            policy_type: "MANAGED".to_owned(),
            policy_arn: Some(policy_arn.to_owned()),
            entity_type: None,
            entity_name: None,
        },
    })
}
