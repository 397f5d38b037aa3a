// SPDX-License-Identifier: Apache-2.0
//! How a denial names the resource: IAM gives its own resources short names, but not to every action.

use portcullis_directory::arn;

use crate::access::Permission;

/// Actions that take the ARN of a managed policy, whatever it says.
const ON_POLICY_ARNS: [&str; 11] = [
    "CreatePolicyVersion",
    "DeletePolicy",
    "DeletePolicyVersion",
    "GetPolicy",
    "GetPolicyVersion",
    "ListEntitiesForPolicy",
    "ListPolicyTags",
    "ListPolicyVersions",
    "SetDefaultPolicyVersion",
    "TagPolicy",
    "UntagPolicy",
];

/// Actions that are told with the ARN: those that make the resource or tag it, and those that are given its ARN.
const WITH_ARN: [&str; 15] = [
    "CreateGroup",
    "CreateInstanceProfile",
    "CreateRole",
    "CreateServiceLinkedRole",
    "CreateUser",
    "GenerateServiceLastAccessedDetails",
    "GetContextKeysForPrincipalPolicy",
    "ListPoliciesGrantingServiceAccess",
    "PassRole",
    "SimulatePrincipalPolicy",
    "TagInstanceProfile",
    "TagRole",
    "TagServerCertificate",
    "TagUser",
    "UploadServerCertificate",
];

/// The resource in AWS's words, for example `user bob`, `policy ARN` or the ARN itself.
pub(crate) fn told(permission: &Permission) -> String {
    permission.told_as.clone().or_else(|| short(permission)).unwrap_or_else(|| permission.resource.clone())
}

fn short(permission: &Permission) -> Option<String> {
    let action = permission.action.strip_prefix("iam:")?;
    let resource = &permission.resource;
    let parts = arn::parse(resource).filter(|parts| parts.service == "iam");
    let named = parts.filter(|parts| !parts.name.is_empty());
    // A policy that is only about to be made has no ARN yet.
    if action == "CreatePolicy" {
        return named.map(|policy| format!("policy {}", policy.name));
    }
    if ON_POLICY_ARNS.contains(&action) {
        return Some(format!("policy {resource}"));
    }
    let named = named.filter(|_| !WITH_ARN.contains(&action))?;
    let kind = match named.kind {
        kind @ ("user" | "group" | "role") => kind,
        "instance-profile" => "instance profile",
        "server-certificate" => "server certificate",
        _ => return None,
    };
    Some(format!("{kind} {}", named.name))
}
