// SPDX-License-Identifier: Apache-2.0
//! Users, groups, roles and policies with everything about their permissions, as authorization details show them.

use std::sync::Arc;

use portcullis_directory::managed_policy_catalogue::AwsManagedPolicy;
use portcullis_directory::record::{Group, Policy, Role, User};
use portcullis_directory::{Account, arn};
use portcullis_wire::{Fault, Timestamp, faults, iam};

use crate::boundary::boundary_shape;
use crate::context::Context;
use crate::iam::instance_profile::shape::instance_profile_shape;
use crate::iam::policy::shape::policy_shape;
use crate::iam::policy::subject::Managed;
use crate::iam::policy::version::{aws_version_shape, customer_version_shape};
use crate::policy_owner::PolicyOwner;
use crate::role::role_last_used;
use crate::tags;
use crate::trust_policy;

/// A user with its groups and policies.
pub(crate) fn user_detail(user: &Arc<User>, account: &Account) -> iam::UserDetail {
    let owner = PolicyOwner::User(user);
    let groups = account.groups_of(user).into_iter().map(|group| group.name.clone());
    iam::UserDetail {
        path: Some(user.path.clone()),
        user_name: Some(user.name.clone()),
        user_id: Some(user.id.to_string()),
        arn: Some(user.arn(account.id())),
        create_date: Some(Timestamp(user.created_at)),
        // For users alone AWS leaves the list out when it is empty.
        user_policy_list: Some(inline(owner, account)).filter(|list| !list.is_empty()),
        group_list: Some(groups.collect()),
        attached_managed_policies: Some(attached(owner)),
        permissions_boundary: boundary_shape(owner.boundary()),
        tags: Some(tags::list(&user.tags)),
    }
}

/// A group with its policies. Its members are in the details of the users.
pub(crate) fn group_detail(group: &Arc<Group>, account: &Account) -> iam::GroupDetail {
    let owner = PolicyOwner::Group(group);
    iam::GroupDetail {
        path: Some(group.path.clone()),
        group_name: Some(group.name.clone()),
        group_id: Some(group.id.to_string()),
        arn: Some(group.arn(account.id())),
        create_date: Some(Timestamp(group.created_at)),
        group_policy_list: Some(inline(owner, account)),
        attached_managed_policies: Some(attached(owner)),
    }
}

/// A role with its trust policy, instance profiles and policies.
pub(crate) fn role_detail(role: &Arc<Role>, cx: &Context<'_>) -> iam::RoleDetail {
    let account = cx.account();
    let owner = PolicyOwner::Role(role);
    let mut profiles: Vec<_> = account.instance_profiles_of(&role.id).collect();
    profiles.sort_by_key(|profile| profile.name.to_ascii_lowercase());
    let profiles = profiles.into_iter().map(|profile| instance_profile_shape(profile, cx));
    iam::RoleDetail {
        path: Some(role.path.clone()),
        role_name: Some(role.name.clone()),
        role_id: Some(role.id.to_string()),
        arn: Some(role.arn(account.id())),
        create_date: Some(Timestamp(role.created_at)),
        assume_role_policy_document: Some(trust_policy::show(&role.trust_policy, cx.directory)),
        instance_profile_list: Some(profiles.collect()),
        role_policy_list: Some(inline(owner, account)),
        attached_managed_policies: Some(attached(owner)),
        permissions_boundary: boundary_shape(owner.boundary()),
        tags: Some(tags::list(&role.tags)),
        role_last_used: Some(role_last_used(role, cx)),
    }
}

/// A customer managed policy with all its versions, the newest first.
pub(crate) fn policy_detail(policy: &Arc<Policy>, account: &Account) -> iam::ManagedPolicyDetail {
    let versions = account.versions(&policy.id).map(|version| iam::PolicyVersion {
        document: Some(version.document.text().to_owned()),
        ..customer_version_shape(version, policy)
    });
    let mut versions: Vec<_> = versions.collect();
    versions.reverse();
    iam::ManagedPolicyDetail {
        description: policy.description.clone(),
        ..managed_detail(policy_shape(Managed::Customer(policy), account), versions)
    }
}

/// An AWS managed policy with all its versions, the newest first.
///
/// # Errors
/// The catalogue is damaged.
pub(crate) fn aws_policy_detail(
    policy: AwsManagedPolicy<'_>,
    account: &Account,
) -> Result<iam::ManagedPolicyDetail, Fault> {
    let mut versions = Vec::new();
    for (version, document) in policy.versions().zip(policy.documents()) {
        let document = Some(document.map_err(|_| faults::internal_failure())?);
        versions.push(iam::PolicyVersion { document, ..aws_version_shape(&version) });
    }
    Ok(managed_detail(policy_shape(Managed::Aws(policy), account), versions))
}

fn managed_detail(policy: iam::Policy, versions: Vec<iam::PolicyVersion>) -> iam::ManagedPolicyDetail {
    iam::ManagedPolicyDetail {
        policy_name: policy.policy_name,
        policy_id: policy.policy_id,
        arn: policy.arn,
        path: policy.path,
        default_version_id: policy.default_version_id,
        attachment_count: policy.attachment_count,
        permissions_boundary_usage_count: policy.permissions_boundary_usage_count,
        is_attachable: policy.is_attachable,
        description: None,
        create_date: policy.create_date,
        update_date: policy.update_date,
        policy_version_list: Some(versions),
    }
}

fn inline(owner: PolicyOwner<'_>, account: &Account) -> Vec<iam::PolicyDetail> {
    let shape = |name: &str, text: &str| iam::PolicyDetail {
        policy_name: Some(name.to_owned()),
        policy_document: Some(text.to_owned()),
    };
    account.inline_policies(&owner.id()).map(|inline| shape(&inline.name, inline.document.text())).collect()
}

fn attached(owner: PolicyOwner<'_>) -> Vec<iam::AttachedPolicy> {
    let shape = |policy_arn: &String| iam::AttachedPolicy {
        policy_name: arn::parse(policy_arn).map(|parts| parts.name.to_owned()),
        policy_arn: Some(policy_arn.clone()),
    };
    owner.attached().iter().map(shape).collect()
}
