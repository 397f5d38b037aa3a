// SPDX-License-Identifier: Apache-2.0
//! Finding things in an account.

use std::ops::Bound;
use std::sync::Arc;

use super::Account;
use crate::aws_managed;
use crate::identifier::{AccountId, UniqueId};
use crate::quota::Quota;
use crate::record::{
    AccessKey, AccountRecord, Group, InlinePolicy, InstanceProfile, KeyOwner, Owner, Policy, PolicyDocument,
    PolicyVersion, User,
};

impl Account {
    /// The account's number.
    pub fn id(&self) -> AccountId {
        self.record.id
    }

    /// The account's own record.
    pub fn record(&self) -> &Arc<AccountRecord> {
        &self.record
    }

    /// The number that holds for a quota.
    pub fn quota(&self, quota: Quota) -> usize {
        usize::try_from(self.record.quota(quota)).unwrap_or(usize::MAX)
    }

    /// The access key with this id.
    pub fn access_key(&self, id: &str) -> Option<&Arc<AccessKey>> {
        self.access_keys.get(id)
    }

    /// The access keys of an owner, in the order of their ids.
    pub fn access_keys_of(&self, owner: &KeyOwner) -> impl Iterator<Item = &Arc<AccessKey>> {
        let first = (owner.clone(), Arc::from(""));
        let owner = owner.clone();
        let entries = self.index.keys_by_owner.0.range((Bound::Included(first), Bound::Unbounded));
        entries.take_while(move |(of, _)| *of == owner).filter_map(|(_, id)| self.access_keys.get(id))
    }

    /// Every access key of the account.
    pub fn access_keys(&self) -> impl Iterator<Item = &Arc<AccessKey>> {
        self.access_keys.values()
    }

    /// The members of a group, in the order of their unique ids.
    pub fn members(&self, group: &UniqueId) -> impl Iterator<Item = &Arc<User>> {
        let group = group.clone();
        let first = (group.clone(), UniqueId::new(""));
        let entries = self.index.members.0.range((Bound::Included(first), Bound::Unbounded));
        entries.take_while(move |(of, _)| *of == group).filter_map(|(_, user)| self.users.get(user))
    }

    /// The groups a user is in, in the order of their names without case.
    pub fn groups_of(&self, user: &User) -> Vec<&Arc<Group>> {
        let mut groups: Vec<_> = user.groups.iter().filter_map(|id| self.groups.get(id)).collect();
        groups.sort_by_key(|group| group.name.to_ascii_lowercase());
        groups
    }

    /// The inline policies of an owner, in the order of their names.
    pub fn inline_policies(&self, owner: &Owner) -> impl Iterator<Item = &Arc<InlinePolicy>> {
        let first = (owner.clone(), String::new());
        let owner = owner.clone();
        let entries = self.inline_policies.range((Bound::Included(first), Bound::Unbounded));
        entries.take_while(move |((of, _), _)| *of == owner).map(|(_, inline)| inline)
    }

    /// An owner's inline policy of this name.
    pub fn inline_policy(&self, owner: &Owner, name: &str) -> Option<&Arc<InlinePolicy>> {
        self.inline_policies.get(&(owner.clone(), name.to_owned()))
    }

    /// The instance profiles that hold a role.
    pub fn instance_profiles_of(&self, role: &UniqueId) -> impl Iterator<Item = &Arc<InstanceProfile>> {
        let role = role.clone();
        let first = (role.clone(), UniqueId::new(""));
        let entries = self.index.profiles_by_role.0.range((Bound::Included(first), Bound::Unbounded));
        entries.take_while(move |(of, _)| *of == role).filter_map(|(_, id)| self.instance_profiles.get(id))
    }

    /// The customer managed policy with this ARN.
    pub fn policy_by_arn(&self, arn: &str) -> Option<&Arc<Policy>> {
        let parts = crate::arn::parse(arn)?;
        if parts.service != "iam" || parts.kind != "policy" || parts.account.parse() != Ok(self.id()) {
            return None;
        }
        // The path is part of the ARN, so the right name under another path is another policy.
        self.policies.named(parts.name).filter(|policy| policy.arn(self.id()) == arn)
    }

    /// The versions of a customer managed policy, in the order of their numbers.
    pub fn versions(&self, policy: &UniqueId) -> impl Iterator<Item = &Arc<PolicyVersion>> {
        let policy = policy.clone();
        let entries = self.policy_versions.range((Bound::Included((policy.clone(), 0)), Bound::Unbounded));
        entries.take_while(move |((of, _), _)| *of == policy).map(|(_, version)| version)
    }

    /// One version of a customer managed policy.
    pub fn version(&self, policy: &UniqueId, number: u32) -> Option<&Arc<PolicyVersion>> {
        self.policy_versions.get(&(policy.clone(), number))
    }

    /// How many policy versions the account holds.
    pub fn versions_count(&self) -> usize {
        self.policy_versions.size()
    }

    /// The document in force of a managed policy, the customer's or AWS's.
    pub fn managed_document(&self, arn: &str) -> Option<PolicyDocument> {
        if let Some(policy) = self.policy_by_arn(arn) {
            return self.version(&policy.id, policy.default_version).map(|version| version.document.clone());
        }
        aws_managed::default_document(arn)
    }

    /// Whether a managed policy of this ARN exists for the account, the customer's or AWS's.
    pub fn managed_policy_exists(&self, arn: &str) -> bool {
        self.policy_by_arn(arn).is_some() || aws_managed::exists(arn)
    }

    /// What a managed policy is attached to, groups first, then roles, then users.
    pub fn attachments(&self, arn: &str) -> impl Iterator<Item = &Owner> {
        entries_of(&self.index.attachments, arn)
    }

    /// What a managed policy is the permissions boundary of, roles first, then users.
    pub fn boundary_usages(&self, arn: &str) -> impl Iterator<Item = &Owner> {
        entries_of(&self.index.boundaries, arn)
    }

    /// The ARNs of managed policies that are attached to something, each once, in order.
    pub fn attached_policy_arns(&self) -> Vec<&str> {
        let mut arns: Vec<&str> = self.index.attachments.0.iter().map(|(arn, _)| arn.as_str()).collect();
        arns.dedup();
        arns
    }
}

fn entries_of<'a>(set: &'a super::Set<(String, Owner)>, arn: &str) -> impl Iterator<Item = &'a Owner> {
    let arn = arn.to_owned();
    let first = (arn.clone(), Owner::Group(UniqueId::new("")));
    let entries = set.0.range((Bound::Included(first), Bound::Unbounded));
    entries.take_while(move |(of, _)| *of == arn).map(|(_, owner)| owner)
}
