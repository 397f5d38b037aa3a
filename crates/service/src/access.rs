// SPDX-License-Identifier: Apache-2.0
//! What an operation requires before it decides: permissions on resources, with their condition keys.

use std::sync::Arc;

use portcullis_directory::Account;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::{Role, Tag, Tags};
use portcullis_policy::evaluation::Context as Keys;

/// What a call requires.
#[derive(Debug, Clone)]
pub enum Access {
    /// A valid signature and nothing else: what AWS grants everyone (rules T-8, T-9).
    Authenticated,
    /// All of these permissions (rule E-7).
    Requires(Vec<Permission>),
}

/// One permission on one resource, under condition keys of its own.
#[derive(Debug, Clone)]
pub struct Permission {
    /// The permission's name in the service authorization reference, for example `iam:CreateUser`.
    pub action: &'static str,
    /// The ARN it is asked on, or `*`.
    pub resource: String,
    /// What a refusal calls the resource, if neither by its ARN nor by the short name that follows from that.
    pub told_as: Option<String>,
    /// The account that owns the resource; `None` for the caller's own.
    pub resource_account: Option<AccountId>,
    /// The policy of the resource itself.
    pub trust: Trust,
    /// Whether the action has no resource types (rule R-7).
    pub wildcard_only: bool,
    /// Whether the account grants it to the caller by a setting of its own. A Deny still denies.
    pub granted: bool,
    /// The condition keys of the resource and the request, but for the resource's tags.
    pub keys: Keys,
    /// The tags of the resource, besides those of a role that is to trust. Where keys are the same but for case, the
    /// last one counts.
    pub resource_tags: Vec<Tags>,
}

/// The resource's own policy: only roles have one.
#[derive(Debug, Clone)]
pub enum Trust {
    /// The resource has no policy of its own.
    None,
    /// The role's trust policy, which must allow (rule T-1). The role's tags are the resource's.
    Role {
        /// The role's account.
        account: Arc<Account>,
        /// The role.
        role: Arc<Role>,
    },
    /// There is no such role, and the caller is not to learn that.
    Missing,
}

impl Access {
    /// A single permission.
    pub fn one(permission: Permission) -> Self {
        Self::Requires(vec![permission])
    }
}

impl Permission {
    /// A permission on a resource of the caller's account.
    pub fn new(action: &'static str, resource: impl Into<String>) -> Self {
        Self {
            action,
            resource: resource.into(),
            told_as: None,
            resource_account: None,
            trust: Trust::None,
            wildcard_only: false,
            granted: false,
            keys: Keys::new(),
            resource_tags: Vec::new(),
        }
    }

    /// A permission whose action has no resource types.
    pub fn on_everything(action: &'static str) -> Self {
        Self { wildcard_only: true, ..Self::new(action, "*") }
    }

    /// A permission whose action has no resource types, although a refusal names it with an ARN: that of the path
    /// which is listed, for example `arn:aws:iam::ACCOUNT:role/`.
    pub fn on_list(action: &'static str, path: impl Into<String>) -> Self {
        Self { wildcard_only: true, ..Self::new(action, path) }
    }

    /// With a condition key.
    #[must_use]
    pub fn key(mut self, key: &str, value: impl Into<String>) -> Self {
        self.keys.set(key, value);
        self
    }

    /// With a condition key, if it has a value.
    #[must_use]
    pub fn optional_key(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.key(key, value),
            None => self,
        }
    }

    /// With `aws:RequestTag/…` and `aws:TagKeys`: the tags a request wants to set.
    #[must_use]
    pub fn request_tags<'a>(mut self, tags: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut names = Vec::new();
        for (key, value) in tags {
            self.keys.set(&format!("aws:RequestTag/{key}"), value);
            names.push(key.to_owned());
        }
        self.tag_keys(names)
    }

    /// With `aws:TagKeys`: the keys a request names.
    #[must_use]
    pub fn tag_keys(mut self, names: Vec<String>) -> Self {
        if !names.is_empty() {
            self.keys.set_many("aws:TagKeys", names);
        }
        self
    }

    /// With `aws:ResourceTag/…` and `iam:ResourceTag/…`: the tags the resource has.
    #[must_use]
    pub fn resource_tags(mut self, tags: &Tags) -> Self {
        if !tags.is_empty() {
            self.resource_tags.push(tags.clone());
        }
        self
    }

    /// All tags of the resource; those that count stand after those whose place they take.
    pub(crate) fn all_resource_tags(&self) -> impl Iterator<Item = &Tag> {
        let trusting = match &self.trust {
            Trust::Role { role, .. } => Some(&role.tags),
            Trust::None | Trust::Missing => None,
        };
        trusting.into_iter().chain(&self.resource_tags).flat_map(Tags::iter)
    }
}
