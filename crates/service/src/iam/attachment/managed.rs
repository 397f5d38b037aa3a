// SPDX-License-Identifier: Apache-2.0
//! Managed policies on users, groups and roles: attaching, detaching and listing them.

use portcullis_directory::change::Change;
use portcullis_directory::{Refusal, arn};
use portcullis_wire::iam::AttachedPolicy;
use portcullis_wire::{Fault, Page, Paged, faults};

use crate::context::Context;
use crate::iam::policy::subject::require_arn;
use crate::operation::refused;
use crate::page::Window;
use crate::policy_owner::OwnerName;

/// Attaches a managed policy. One that is attached already stays as it is.
///
/// # Errors
/// The ARN is none of a policy, the owner or the policy does not exist, the policy is one for service-linked roles
/// alone, or the owner has all the policies it may have.
pub(crate) fn attach(owner: OwnerName<'_>, arn: String, cx: &Context<'_>) -> Result<Vec<Change>, Fault> {
    let account = cx.account();
    require_arn(&arn, account)?;
    let owner = owner.require_modifiable(account)?;
    account.require_attachable(&arn).map_err(refused)?;
    if arn.starts_with("arn:aws:iam::aws:policy/aws-service-role/") {
        return Err(faults::policy_not_attachable("Cannot attach a Service Role Policy to a Customer Role."));
    }
    if owner.attached().contains(&arn) {
        return Ok(Vec::new());
    }
    account.require_room(owner.attachments_quota(), owner.attached().len()).map_err(refused)?;
    let mut attached = owner.attached().to_vec();
    attached.push(arn);
    Ok(vec![owner.with_attached(attached)])
}

/// Detaches a managed policy.
///
/// # Errors
/// The ARN is none of a policy, the owner does not exist, or the policy is not attached to it.
pub(crate) fn detach(owner: OwnerName<'_>, arn: &str, cx: &Context<'_>) -> Result<Vec<Change>, Fault> {
    let account = cx.account();
    require_arn(arn, account)?;
    let owner = owner.require_modifiable(account)?;
    if !owner.attached().iter().any(|attached| attached == arn) {
        return Err(refused(Refusal::NoSuchEntity(format!("Policy {arn} was not found."))));
    }
    let kept = owner.attached().iter().filter(|attached| *attached != arn).cloned().collect();
    Ok(vec![owner.with_attached(kept)])
}

/// A page of the managed policies that are attached to an owner and whose path begins with `path_prefix`.
///
/// # Errors
/// The owner does not exist, or the marker is none that this list gives.
pub(crate) fn list(
    owner: OwnerName<'_>,
    path_prefix: Option<&str>,
    request: &impl Paged,
    page: &mut impl Page,
    cx: &Context<'_>,
) -> Result<Vec<AttachedPolicy>, Fault> {
    let window = Window::of(request)?;
    let owner = owner.require(cx.account())?;
    let path_prefix = path_prefix.unwrap_or("/");
    // A policy's path and name are parts of its ARN, and neither ever changes.
    let mut attached: Vec<(&str, &str)> = owner
        .attached()
        .iter()
        .filter_map(|arn| arn::parse(arn).map(|parts| (parts, arn)))
        .filter(|(parts, _)| parts.path.starts_with(path_prefix))
        .map(|(parts, arn)| (parts.name, arn.as_str()))
        .collect();
    attached.sort_by_key(position);
    let shown = window.cut(attached, position, page);
    let shape = |(name, arn): (&str, &str)| AttachedPolicy {
        policy_name: Some(name.to_owned()),
        policy_arn: Some(arn.to_owned()),
    };
    Ok(shown.into_iter().map(shape).collect())
}

/// By name without case; a customer's policy and one of AWS's may have the same name.
fn position((name, arn): &(&str, &str)) -> String {
    format!("{}/{arn}", name.to_ascii_lowercase())
}
