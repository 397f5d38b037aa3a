// SPDX-License-Identifier: Apache-2.0
// Written by `cargo xtask generate`; do not edit.
//! The IAM operations that are there.

mod attachment;
mod inline_policy;
mod policy;
mod user;

use crate::operation::{Run, run};
use portcullis_wire as wire;

/// The operations that are there, by name.
pub(crate) const OPERATIONS: &[(&str, Run)] = &[
    ("AttachGroupPolicy", run::<wire::iam::AttachGroupPolicyRequest>),
    ("AttachRolePolicy", run::<wire::iam::AttachRolePolicyRequest>),
    ("AttachUserPolicy", run::<wire::iam::AttachUserPolicyRequest>),
    ("CreatePolicy", run::<wire::iam::CreatePolicyRequest>),
    ("CreatePolicyVersion", run::<wire::iam::CreatePolicyVersionRequest>),
    ("CreateUser", run::<wire::iam::CreateUserRequest>),
    ("DeleteGroupPolicy", run::<wire::iam::DeleteGroupPolicyRequest>),
    ("DeletePolicy", run::<wire::iam::DeletePolicyRequest>),
    ("DeletePolicyVersion", run::<wire::iam::DeletePolicyVersionRequest>),
    ("DeleteRolePolicy", run::<wire::iam::DeleteRolePolicyRequest>),
    ("DeleteUserPolicy", run::<wire::iam::DeleteUserPolicyRequest>),
    ("DetachGroupPolicy", run::<wire::iam::DetachGroupPolicyRequest>),
    ("DetachRolePolicy", run::<wire::iam::DetachRolePolicyRequest>),
    ("DetachUserPolicy", run::<wire::iam::DetachUserPolicyRequest>),
    ("GetGroupPolicy", run::<wire::iam::GetGroupPolicyRequest>),
    ("GetPolicy", run::<wire::iam::GetPolicyRequest>),
    ("GetPolicyVersion", run::<wire::iam::GetPolicyVersionRequest>),
    ("GetRolePolicy", run::<wire::iam::GetRolePolicyRequest>),
    ("GetUserPolicy", run::<wire::iam::GetUserPolicyRequest>),
    ("ListAttachedGroupPolicies", run::<wire::iam::ListAttachedGroupPoliciesRequest>),
    ("ListAttachedRolePolicies", run::<wire::iam::ListAttachedRolePoliciesRequest>),
    ("ListAttachedUserPolicies", run::<wire::iam::ListAttachedUserPoliciesRequest>),
    ("ListEntitiesForPolicy", run::<wire::iam::ListEntitiesForPolicyRequest>),
    ("ListGroupPolicies", run::<wire::iam::ListGroupPoliciesRequest>),
    ("ListPolicies", run::<wire::iam::ListPoliciesRequest>),
    ("ListPolicyTags", run::<wire::iam::ListPolicyTagsRequest>),
    ("ListPolicyVersions", run::<wire::iam::ListPolicyVersionsRequest>),
    ("ListRolePolicies", run::<wire::iam::ListRolePoliciesRequest>),
    ("ListUserPolicies", run::<wire::iam::ListUserPoliciesRequest>),
    ("PutGroupPolicy", run::<wire::iam::PutGroupPolicyRequest>),
    ("PutRolePolicy", run::<wire::iam::PutRolePolicyRequest>),
    ("PutUserPolicy", run::<wire::iam::PutUserPolicyRequest>),
    ("SetDefaultPolicyVersion", run::<wire::iam::SetDefaultPolicyVersionRequest>),
    ("TagPolicy", run::<wire::iam::TagPolicyRequest>),
    ("UntagPolicy", run::<wire::iam::UntagPolicyRequest>),
];
