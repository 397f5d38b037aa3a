// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The IAM operations that are there.

mod access_key;
mod attachment;
mod group;
mod inline_policy;
mod policy;
mod user;

use crate::operation::{Run, run};
use portcullis_wire as wire;

/// The operations that are there, by name.
pub(crate) const OPERATIONS: &[(&str, Run)] = &[
    ("AddUserToGroup", run::<wire::iam::AddUserToGroupRequest>),
    ("AttachGroupPolicy", run::<wire::iam::AttachGroupPolicyRequest>),
    ("AttachRolePolicy", run::<wire::iam::AttachRolePolicyRequest>),
    ("AttachUserPolicy", run::<wire::iam::AttachUserPolicyRequest>),
    ("CreateAccessKey", run::<wire::iam::CreateAccessKeyRequest>),
    ("CreateGroup", run::<wire::iam::CreateGroupRequest>),
    ("CreatePolicy", run::<wire::iam::CreatePolicyRequest>),
    ("CreatePolicyVersion", run::<wire::iam::CreatePolicyVersionRequest>),
    ("CreateUser", run::<wire::iam::CreateUserRequest>),
    ("DeleteAccessKey", run::<wire::iam::DeleteAccessKeyRequest>),
    ("DeleteGroup", run::<wire::iam::DeleteGroupRequest>),
    ("DeleteGroupPolicy", run::<wire::iam::DeleteGroupPolicyRequest>),
    ("DeletePolicy", run::<wire::iam::DeletePolicyRequest>),
    ("DeletePolicyVersion", run::<wire::iam::DeletePolicyVersionRequest>),
    ("DeleteRolePolicy", run::<wire::iam::DeleteRolePolicyRequest>),
    ("DeleteUser", run::<wire::iam::DeleteUserRequest>),
    ("DeleteUserPermissionsBoundary", run::<wire::iam::DeleteUserPermissionsBoundaryRequest>),
    ("DeleteUserPolicy", run::<wire::iam::DeleteUserPolicyRequest>),
    ("DetachGroupPolicy", run::<wire::iam::DetachGroupPolicyRequest>),
    ("DetachRolePolicy", run::<wire::iam::DetachRolePolicyRequest>),
    ("DetachUserPolicy", run::<wire::iam::DetachUserPolicyRequest>),
    ("GetGroup", run::<wire::iam::GetGroupRequest>),
    ("GetGroupPolicy", run::<wire::iam::GetGroupPolicyRequest>),
    ("GetPolicy", run::<wire::iam::GetPolicyRequest>),
    ("GetPolicyVersion", run::<wire::iam::GetPolicyVersionRequest>),
    ("GetRolePolicy", run::<wire::iam::GetRolePolicyRequest>),
    ("GetUser", run::<wire::iam::GetUserRequest>),
    ("GetUserPolicy", run::<wire::iam::GetUserPolicyRequest>),
    ("ListAccessKeys", run::<wire::iam::ListAccessKeysRequest>),
    ("ListAttachedGroupPolicies", run::<wire::iam::ListAttachedGroupPoliciesRequest>),
    ("ListAttachedRolePolicies", run::<wire::iam::ListAttachedRolePoliciesRequest>),
    ("ListAttachedUserPolicies", run::<wire::iam::ListAttachedUserPoliciesRequest>),
    ("ListEntitiesForPolicy", run::<wire::iam::ListEntitiesForPolicyRequest>),
    ("ListGroupPolicies", run::<wire::iam::ListGroupPoliciesRequest>),
    ("ListGroups", run::<wire::iam::ListGroupsRequest>),
    ("ListGroupsForUser", run::<wire::iam::ListGroupsForUserRequest>),
    ("ListPolicies", run::<wire::iam::ListPoliciesRequest>),
    ("ListPolicyTags", run::<wire::iam::ListPolicyTagsRequest>),
    ("ListPolicyVersions", run::<wire::iam::ListPolicyVersionsRequest>),
    ("ListRolePolicies", run::<wire::iam::ListRolePoliciesRequest>),
    ("ListUserPolicies", run::<wire::iam::ListUserPoliciesRequest>),
    ("ListUserTags", run::<wire::iam::ListUserTagsRequest>),
    ("ListUsers", run::<wire::iam::ListUsersRequest>),
    ("PutGroupPolicy", run::<wire::iam::PutGroupPolicyRequest>),
    ("PutRolePolicy", run::<wire::iam::PutRolePolicyRequest>),
    ("PutUserPermissionsBoundary", run::<wire::iam::PutUserPermissionsBoundaryRequest>),
    ("PutUserPolicy", run::<wire::iam::PutUserPolicyRequest>),
    ("RemoveUserFromGroup", run::<wire::iam::RemoveUserFromGroupRequest>),
    ("SetDefaultPolicyVersion", run::<wire::iam::SetDefaultPolicyVersionRequest>),
    ("TagPolicy", run::<wire::iam::TagPolicyRequest>),
    ("TagUser", run::<wire::iam::TagUserRequest>),
    ("UntagPolicy", run::<wire::iam::UntagPolicyRequest>),
    ("UntagUser", run::<wire::iam::UntagUserRequest>),
    ("UpdateAccessKey", run::<wire::iam::UpdateAccessKeyRequest>),
    ("UpdateGroup", run::<wire::iam::UpdateGroupRequest>),
    ("UpdateUser", run::<wire::iam::UpdateUserRequest>),
];
