// SPDX-License-Identifier: Apache-2.0
//! Refusals that services make whatever the policies say (section 14 of the rules).

use super::arn::Arn;

/// Whether the resource belongs to AWS and no account may change it. The decision reports it as the silence of the
/// resource's policy: its owner does not allow it.
pub(crate) fn refuses(action: &str, resource: &str) -> bool {
    let Some((service, name)) = action.split_once(':') else { return false };
    let Some(arn) = Arn::parse(resource) else { return false };
    let is_one_of = |names: &[&str]| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    if service.eq_ignore_ascii_case("iam") {
        let managed_by_aws = arn.account == "aws" && arn.resource.starts_with("policy/");
        let reserved_role = arn.resource.starts_with("role/aws-reserved/");
        (managed_by_aws && is_one_of(MANAGED_POLICY_ACTIONS))
            || (reserved_role && is_one_of(RESERVED_ROLE_ACTIONS))
    } else if service.eq_ignore_ascii_case("kms") {
        arn.resource.starts_with("alias/aws/") && is_one_of(ALIAS_ACTIONS)
    } else {
        false
    }
}

/// Whether resource control policies leave the action alone (rule RCP-3).
pub(crate) fn is_beyond_rcps(action: &str) -> bool {
    action.eq_ignore_ascii_case("kms:RetireGrant")
}

/// Refused on AWS's managed policies (rule I-1).
const MANAGED_POLICY_ACTIONS: &[&str] = &[
    "CreatePolicy",
    "CreatePolicyVersion",
    "DeletePolicy",
    "DeletePolicyVersion",
    "SetDefaultPolicyVersion",
    "TagPolicy",
    "UntagPolicy",
];

/// Refused on the roles that AWS keeps in an account (rule I-2).
const RESERVED_ROLE_ACTIONS: &[&str] = &[
    "AttachRolePolicy",
    "CreateRole",
    "CreateServiceLinkedRole",
    "DeleteRole",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DeleteServiceLinkedRole",
    "DetachRolePolicy",
    "PassRole",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
    "TagRole",
    "UntagRole",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
    "UpdateRoleDescription",
];

/// Refused on the aliases of AWS's own keys (rule K-2).
const ALIAS_ACTIONS: &[&str] = &["CreateAlias", "DeleteAlias", "UpdateAlias"];
