// SPDX-License-Identifier: Apache-2.0
//! The policy that a request is about: what it takes to ask for it, and whose it may be.

use std::sync::Arc;

use portcullis_directory::identifier::AccountId;
use portcullis_directory::managed_policy_catalogue::{AwsManagedPolicies, AwsManagedPolicy};
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{Policy, PolicyDocument};
use portcullis_directory::{Account, Refusal, arn};
use portcullis_policy::validation::{WriteKind, counted_size, validate_write};
use portcullis_wire::{Fault, faults};

use crate::access::Permission;
use crate::context::Context;
use crate::operation::refused;

/// A managed policy that is there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Managed<'a> {
    Customer(&'a Arc<Policy>),
    Aws(AwsManagedPolicy<'a>),
}

/// A permission on the policy of this ARN, with its tags.
pub(crate) fn permission(action: &'static str, policy_arn: &str, cx: &Context<'_>) -> Permission {
    let permission = Permission::new(action, policy_arn);
    if let Some(policy) = cx.account().policy_by_arn(policy_arn) {
        return permission.resource_tags(&policy.tags);
    }
    // No policy of another account grants anything here, so asking for one is denied.
    let owner = arn::parse(policy_arn).and_then(|parts| parts.account.parse::<AccountId>().ok());
    Permission { resource_account: owner, ..permission }
}

/// That this is the ARN of a managed policy, of whatever account.
///
/// # Errors
/// It is none of a policy, or no ARN at all, for which AWS has another code.
pub(crate) fn require_arn(policy_arn: &str, account: &Account) -> Result<(), Fault> {
    if !policy_arn.starts_with("arn:") {
        return Err(faults::validation_error(format!("ARN {policy_arn} is not valid.")));
    }
    account.require_policy_arn(policy_arn).map_err(refused)
}

/// The policy of this ARN, the customer's or AWS's.
///
/// # Errors
/// The ARN is none of a policy, or there is no such policy.
pub(crate) fn find<'a>(policy_arn: &str, cx: &Context<'a>) -> Result<Managed<'a>, Fault> {
    let account = cx.account();
    require_arn(policy_arn, account)?;
    match AwsManagedPolicies::embedded().get(policy_arn) {
        Some(policy) => Ok(Managed::Aws(policy)),
        None => account.require_policy(policy_arn).map(Managed::Customer).map_err(refused),
    }
}

/// That the ARN is one of the customer's own policies, whether there is one or not.
///
/// # Errors
/// The ARN is none of a policy, or of one of AWS's policies, which nobody else may change (rule I-1).
pub(crate) fn require_own_arn(policy_arn: &str, cx: &Context<'_>) -> Result<(), Fault> {
    require_arn(policy_arn, cx.account())?;
    let is_own = arn::parse(policy_arn).is_some_and(|parts| parts.account.parse() == Ok(cx.account().id()));
    if is_own { Ok(()) } else { Err(faults::access_denied("Policy is outside your own account.")) }
}

/// The customer's own policy of this ARN.
///
/// # Errors
/// As [`require_own_arn`], or there is no such policy.
pub(crate) fn find_own<'a>(policy_arn: &str, cx: &Context<'a>) -> Result<&'a Arc<Policy>, Fault> {
    require_own_arn(policy_arn, cx)?;
    cx.account().require_policy(policy_arn).map_err(refused)
}

/// That a managed policy's document is sound.
///
/// # Errors
/// It is malformed.
pub(crate) fn check_document(text: &str) -> Result<(), Fault> {
    validate_write(text, WriteKind::ManagedPolicy)
        .map(drop)
        .map_err(|malformed| faults::malformed_policy_document(malformed.message))
}

/// A managed policy's document, if it is small enough to be kept.
///
/// # Errors
/// It is too large.
pub(crate) fn fitting_document(text: String, cx: &Context<'_>) -> Result<PolicyDocument, Fault> {
    let size_max = cx.account().quota(Quota::PolicySize);
    if counted_size(&text) > size_max {
        let message = format!("Cannot exceed quota for {}: {size_max}", Quota::PolicySize.as_str());
        return Err(refused(Refusal::LimitExceeded(message)));
    }
    Ok(PolicyDocument::new(text))
}
