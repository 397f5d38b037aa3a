// SPDX-License-Identifier: Apache-2.0
//! Users, groups and roles as the things that carry policies: inline ones, attachments and boundaries.

use std::sync::Arc;

use portcullis_directory::change::Change;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{Group, Owner, Role, User};
use portcullis_directory::{Account, Refusal, arn};
use portcullis_wire::Fault;

use crate::access::Permission;
use crate::operation::refused;

/// A user, group or role as a request names it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OwnerName<'a> {
    User(&'a str),
    Group(&'a str),
    Role(&'a str),
}

/// A user, group or role that is there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PolicyOwner<'a> {
    User(&'a Arc<User>),
    Group(&'a Arc<Group>),
    Role(&'a Arc<Role>),
}

impl OwnerName<'_> {
    /// The one that has this name, if there is one.
    pub(crate) fn find(self, account: &Account) -> Option<PolicyOwner<'_>> {
        match self {
            Self::User(name) => account.users.named(name).map(PolicyOwner::User),
            Self::Group(name) => account.groups.named(name).map(PolicyOwner::Group),
            Self::Role(name) => account.roles.named(name).map(PolicyOwner::Role),
        }
    }

    /// The one that has this name.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn require(self, account: &Account) -> Result<PolicyOwner<'_>, Fault> {
        let found = match self {
            Self::User(name) => account.require_user(name).map(PolicyOwner::User),
            Self::Group(name) => account.require_group(name).map(PolicyOwner::Group),
            Self::Role(name) => account.require_role(name).map(PolicyOwner::Role),
        };
        found.map_err(refused)
    }

    /// The one that has this name, whose policies callers may change.
    ///
    /// # Errors
    /// There is none, or it is a role that only a service changes.
    pub(crate) fn require_modifiable(self, account: &Account) -> Result<PolicyOwner<'_>, Fault> {
        match self {
            Self::Role(name) => account.require_modifiable_role(name).map(PolicyOwner::Role).map_err(refused),
            other => other.require(account),
        }
    }

    /// A permission on it, with its tags. One that is not there is asked for under the path `/`.
    pub(crate) fn permission(self, action: &'static str, account: &Account) -> Permission {
        let id = account.id();
        match self.find(account) {
            Some(PolicyOwner::User(user)) => Permission::new(action, user.arn(id)).resource_tags(&user.tags),
            Some(PolicyOwner::Role(role)) => Permission::new(action, role.arn(id)).resource_tags(&role.tags),
            Some(PolicyOwner::Group(group)) => Permission::new(action, group.arn(id)),
            None => Permission::new(
                action,
                match self {
                    Self::User(name) => arn::user(id, "/", name),
                    Self::Group(name) => arn::group(id, "/", name),
                    Self::Role(name) => arn::role(id, "/", name),
                },
            ),
        }
    }

    /// A permission to change its policies: one that `iam:PermissionsBoundary` bears on.
    pub(crate) fn permission_to_change(self, action: &'static str, account: &Account) -> Permission {
        let boundary = self.find(account).and_then(PolicyOwner::boundary);
        self.permission(action, account).optional_key("iam:PermissionsBoundary", boundary)
    }
}

impl<'a> PolicyOwner<'a> {
    /// The one that has this unique id, if there is one.
    pub(crate) fn get(owner: &Owner, account: &'a Account) -> Option<Self> {
        match owner {
            Owner::User(id) => account.users.get(id).map(Self::User),
            Owner::Group(id) => account.groups.get(id).map(Self::Group),
            Owner::Role(id) => account.roles.get(id).map(Self::Role),
        }
    }

    /// By unique id.
    pub(crate) fn id(self) -> Owner {
        match self {
            Self::User(user) => Owner::User(user.id.clone()),
            Self::Group(group) => Owner::Group(group.id.clone()),
            Self::Role(role) => Owner::Role(role.id.clone()),
        }
    }

    /// What AWS's messages call its kind.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Group(_) => "group",
            Self::Role(_) => "role",
        }
    }

    /// The name in its own case.
    pub(crate) fn name(self) -> &'a str {
        match self {
            Self::User(user) => &user.name,
            Self::Group(group) => &group.name,
            Self::Role(role) => &role.name,
        }
    }

    /// The path.
    pub(crate) fn path(self) -> &'a str {
        match self {
            Self::User(user) => &user.path,
            Self::Group(group) => &group.path,
            Self::Role(role) => &role.path,
        }
    }

    /// The ARNs of attached managed policies, in order of attachment.
    pub(crate) fn attached(self) -> &'a [String] {
        match self {
            Self::User(user) => &user.attached_policies,
            Self::Group(group) => &group.attached_policies,
            Self::Role(role) => &role.attached_policies,
        }
    }

    /// The ARN of the permissions boundary; a group never has one.
    pub(crate) fn boundary(self) -> Option<&'a str> {
        match self {
            Self::User(user) => user.permissions_boundary.as_deref(),
            Self::Group(_) => None,
            Self::Role(role) => role.permissions_boundary.as_deref(),
        }
    }

    /// The quota on the counted size of all its inline policies together (rule G-6).
    pub(crate) fn size_quota(self) -> Quota {
        match self {
            Self::User(_) => Quota::UserPolicySize,
            Self::Group(_) => Quota::GroupPolicySize,
            Self::Role(_) => Quota::RolePolicySize,
        }
    }

    /// The quota on the number of its attached policies.
    pub(crate) fn attachments_quota(self) -> Quota {
        match self {
            Self::User(_) => Quota::AttachedPoliciesPerUser,
            Self::Group(_) => Quota::AttachedPoliciesPerGroup,
            Self::Role(_) => Quota::AttachedPoliciesPerRole,
        }
    }

    /// The change that leaves it with these attached policies.
    pub(crate) fn with_attached(self, attached_policies: Vec<String>) -> Change {
        match self {
            Self::User(user) => Change::put(User { attached_policies, ..User::clone(user) }),
            Self::Group(group) => Change::put(Group { attached_policies, ..Group::clone(group) }),
            Self::Role(role) => Change::put(Role { attached_policies, ..Role::clone(role) }),
        }
    }

    /// The refusal of an inline policy that it does not have.
    pub(crate) fn no_inline_policy(self, name: &str) -> Fault {
        let kind = self.kind();
        refused(Refusal::NoSuchEntity(format!("The {kind} policy with name {name} cannot be found.")))
    }
}
