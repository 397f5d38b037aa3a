// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The IAM operations that are there.

mod access_key;
mod account;
mod attachment;
mod group;
mod inline_policy;
mod instance_profile;
mod password_policy;
mod policy;
mod role;
mod service_linked_role;
mod user;

use crate::operation::{Run, run};
use portcullis_wire as wire;

/// The operations that are there, by name.
pub(crate) const OPERATIONS: &[(&str, Run)] = &[
    ("AddRoleToInstanceProfile", run::<wire::iam::AddRoleToInstanceProfileRequest>),
    ("AddUserToGroup", run::<wire::iam::AddUserToGroupRequest>),
    ("AttachGroupPolicy", run::<wire::iam::AttachGroupPolicyRequest>),
    ("AttachRolePolicy", run::<wire::iam::AttachRolePolicyRequest>),
    ("AttachUserPolicy", run::<wire::iam::AttachUserPolicyRequest>),
    ("CreateAccessKey", run::<wire::iam::CreateAccessKeyRequest>),
    ("CreateAccountAlias", run::<wire::iam::CreateAccountAliasRequest>),
    ("CreateGroup", run::<wire::iam::CreateGroupRequest>),
    ("CreateInstanceProfile", run::<wire::iam::CreateInstanceProfileRequest>),
    ("CreatePolicy", run::<wire::iam::CreatePolicyRequest>),
    ("CreatePolicyVersion", run::<wire::iam::CreatePolicyVersionRequest>),
    ("CreateRole", run::<wire::iam::CreateRoleRequest>),
    ("CreateServiceLinkedRole", run::<wire::iam::CreateServiceLinkedRoleRequest>),
    ("CreateUser", run::<wire::iam::CreateUserRequest>),
    ("DeleteAccessKey", run::<wire::iam::DeleteAccessKeyRequest>),
    ("DeleteAccountAlias", run::<wire::iam::DeleteAccountAliasRequest>),
    ("DeleteAccountPasswordPolicy", run::<wire::iam::DeleteAccountPasswordPolicyRequest>),
    ("DeleteGroup", run::<wire::iam::DeleteGroupRequest>),
    ("DeleteGroupPolicy", run::<wire::iam::DeleteGroupPolicyRequest>),
    ("DeleteInstanceProfile", run::<wire::iam::DeleteInstanceProfileRequest>),
    ("DeletePolicy", run::<wire::iam::DeletePolicyRequest>),
    ("DeletePolicyVersion", run::<wire::iam::DeletePolicyVersionRequest>),
    ("DeleteRole", run::<wire::iam::DeleteRoleRequest>),
    ("DeleteRolePermissionsBoundary", run::<wire::iam::DeleteRolePermissionsBoundaryRequest>),
    ("DeleteRolePolicy", run::<wire::iam::DeleteRolePolicyRequest>),
    ("DeleteServiceLinkedRole", run::<wire::iam::DeleteServiceLinkedRoleRequest>),
    ("DeleteUser", run::<wire::iam::DeleteUserRequest>),
    ("DeleteUserPermissionsBoundary", run::<wire::iam::DeleteUserPermissionsBoundaryRequest>),
    ("DeleteUserPolicy", run::<wire::iam::DeleteUserPolicyRequest>),
    ("DetachGroupPolicy", run::<wire::iam::DetachGroupPolicyRequest>),
    ("DetachRolePolicy", run::<wire::iam::DetachRolePolicyRequest>),
    ("DetachUserPolicy", run::<wire::iam::DetachUserPolicyRequest>),
    ("GetAccountAuthorizationDetails", run::<wire::iam::GetAccountAuthorizationDetailsRequest>),
    ("GetAccountPasswordPolicy", run::<wire::iam::GetAccountPasswordPolicyRequest>),
    ("GetAccountProperties", run::<wire::iam::GetAccountPropertiesRequest>),
    ("GetAccountSummary", run::<wire::iam::GetAccountSummaryRequest>),
    ("GetGroup", run::<wire::iam::GetGroupRequest>),
    ("GetGroupPolicy", run::<wire::iam::GetGroupPolicyRequest>),
    ("GetInstanceProfile", run::<wire::iam::GetInstanceProfileRequest>),
    ("GetPolicy", run::<wire::iam::GetPolicyRequest>),
    ("GetPolicyVersion", run::<wire::iam::GetPolicyVersionRequest>),
    ("GetRole", run::<wire::iam::GetRoleRequest>),
    ("GetRolePolicy", run::<wire::iam::GetRolePolicyRequest>),
    ("GetServiceLinkedRoleDeletionStatus", run::<wire::iam::GetServiceLinkedRoleDeletionStatusRequest>),
    ("GetUser", run::<wire::iam::GetUserRequest>),
    ("GetUserPolicy", run::<wire::iam::GetUserPolicyRequest>),
    ("ListAccessKeys", run::<wire::iam::ListAccessKeysRequest>),
    ("ListAccountAliases", run::<wire::iam::ListAccountAliasesRequest>),
    ("ListAttachedGroupPolicies", run::<wire::iam::ListAttachedGroupPoliciesRequest>),
    ("ListAttachedRolePolicies", run::<wire::iam::ListAttachedRolePoliciesRequest>),
    ("ListAttachedUserPolicies", run::<wire::iam::ListAttachedUserPoliciesRequest>),
    ("ListEntitiesForPolicy", run::<wire::iam::ListEntitiesForPolicyRequest>),
    ("ListGroupPolicies", run::<wire::iam::ListGroupPoliciesRequest>),
    ("ListGroups", run::<wire::iam::ListGroupsRequest>),
    ("ListGroupsForUser", run::<wire::iam::ListGroupsForUserRequest>),
    ("ListInstanceProfileTags", run::<wire::iam::ListInstanceProfileTagsRequest>),
    ("ListInstanceProfiles", run::<wire::iam::ListInstanceProfilesRequest>),
    ("ListInstanceProfilesForRole", run::<wire::iam::ListInstanceProfilesForRoleRequest>),
    ("ListPolicies", run::<wire::iam::ListPoliciesRequest>),
    ("ListPolicyTags", run::<wire::iam::ListPolicyTagsRequest>),
    ("ListPolicyVersions", run::<wire::iam::ListPolicyVersionsRequest>),
    ("ListRolePolicies", run::<wire::iam::ListRolePoliciesRequest>),
    ("ListRoleTags", run::<wire::iam::ListRoleTagsRequest>),
    ("ListRoles", run::<wire::iam::ListRolesRequest>),
    ("ListUserPolicies", run::<wire::iam::ListUserPoliciesRequest>),
    ("ListUserTags", run::<wire::iam::ListUserTagsRequest>),
    ("ListUsers", run::<wire::iam::ListUsersRequest>),
    ("PutAccountProperties", run::<wire::iam::PutAccountPropertiesRequest>),
    ("PutGroupPolicy", run::<wire::iam::PutGroupPolicyRequest>),
    ("PutRolePermissionsBoundary", run::<wire::iam::PutRolePermissionsBoundaryRequest>),
    ("PutRolePolicy", run::<wire::iam::PutRolePolicyRequest>),
    ("PutUserPermissionsBoundary", run::<wire::iam::PutUserPermissionsBoundaryRequest>),
    ("PutUserPolicy", run::<wire::iam::PutUserPolicyRequest>),
    ("RemoveRoleFromInstanceProfile", run::<wire::iam::RemoveRoleFromInstanceProfileRequest>),
    ("RemoveUserFromGroup", run::<wire::iam::RemoveUserFromGroupRequest>),
    ("SetDefaultPolicyVersion", run::<wire::iam::SetDefaultPolicyVersionRequest>),
    ("SetSecurityTokenServicePreferences", run::<wire::iam::SetSecurityTokenServicePreferencesRequest>),
    ("TagInstanceProfile", run::<wire::iam::TagInstanceProfileRequest>),
    ("TagPolicy", run::<wire::iam::TagPolicyRequest>),
    ("TagRole", run::<wire::iam::TagRoleRequest>),
    ("TagUser", run::<wire::iam::TagUserRequest>),
    ("UntagInstanceProfile", run::<wire::iam::UntagInstanceProfileRequest>),
    ("UntagPolicy", run::<wire::iam::UntagPolicyRequest>),
    ("UntagRole", run::<wire::iam::UntagRoleRequest>),
    ("UntagUser", run::<wire::iam::UntagUserRequest>),
    ("UpdateAccessKey", run::<wire::iam::UpdateAccessKeyRequest>),
    ("UpdateAccountPasswordPolicy", run::<wire::iam::UpdateAccountPasswordPolicyRequest>),
    ("UpdateAssumeRolePolicy", run::<wire::iam::UpdateAssumeRolePolicyRequest>),
    ("UpdateGroup", run::<wire::iam::UpdateGroupRequest>),
    ("UpdateRole", run::<wire::iam::UpdateRoleRequest>),
    ("UpdateRoleDescription", run::<wire::iam::UpdateRoleDescriptionRequest>),
    ("UpdateUser", run::<wire::iam::UpdateUserRequest>),
];
