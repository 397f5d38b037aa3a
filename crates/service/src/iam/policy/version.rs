// SPDX-License-Identifier: Apache-2.0
//! Versions of managed policies: finding one by its id, and showing it.

use std::sync::Arc;

use portcullis_directory::Refusal;
use portcullis_directory::managed_policy_catalogue::AwsManagedPolicyVersion;
use portcullis_directory::record::{Policy, PolicyVersion};
use portcullis_wire::{Fault, Timestamp, iam};

use crate::context::Context;
use crate::iam::policy::shape::version_id;
use crate::iam::policy::subject::require_own_arn;
use crate::operation::refused;

/// The number in a version's id. Ids that carry more than a number name no version.
pub(crate) fn number(version_id: &str) -> Option<u32> {
    version_id.strip_prefix('v')?.parse().ok()
}

/// The refusal of a version that is not there, which AWS gives for a policy that is not there as well.
pub(crate) fn no_version(policy_arn: &str, version_id: &str) -> Fault {
    refused(Refusal::NoSuchEntity(format!(
        "Policy {policy_arn} version {version_id} does not exist or is not attachable."
    )))
}

/// The customer's own policy of this ARN with its version of this id.
///
/// # Errors
/// The ARN is none of the customer's own policies, or there is no such policy or version.
pub(crate) fn find_own<'a>(
    policy_arn: &str,
    version_id: &str,
    cx: &Context<'a>,
) -> Result<(&'a Arc<Policy>, &'a Arc<PolicyVersion>), Fault> {
    require_own_arn(policy_arn, cx)?;
    let account = cx.account();
    let found = account.policy_by_arn(policy_arn).and_then(|policy| {
        let version = account.version(&policy.id, number(version_id)?)?;
        Some((policy, version))
    });
    found.ok_or_else(|| no_version(policy_arn, version_id))
}

/// A version of a customer managed policy, without its document.
pub(crate) fn customer_version_shape(version: &PolicyVersion, policy: &Policy) -> iam::PolicyVersion {
    iam::PolicyVersion {
        document: None,
        version_id: Some(version_id(version.number)),
        is_default_version: Some(version.number == policy.default_version),
        create_date: Some(Timestamp(version.created_at)),
    }
}

/// A version of an AWS managed policy, without its document.
pub(crate) fn aws_version_shape(version: &AwsManagedPolicyVersion<'_>) -> iam::PolicyVersion {
    iam::PolicyVersion {
        document: None,
        version_id: Some(version_id(version.number())),
        is_default_version: Some(version.is_default()),
        create_date: Some(Timestamp(version.create_date())),
    }
}
