// SPDX-License-Identifier: Apache-2.0
//! The user, group or role whose policies are simulated.

use portcullis_directory::arn;
use portcullis_wire::{Fault, faults};

use crate::access::Permission;
use crate::context::Context;
use crate::policy_owner::{OwnerName, PolicyOwner};

/// A permission on the one that the ARN names.
pub(super) fn permission(action: &'static str, source_arn: &str, cx: &Context<'_>) -> Permission {
    match owner_name(source_arn) {
        Some((account, name)) if account == cx.account().id().to_string() => {
            name.permission(action, cx.account())
        }
        _ => Permission::new(action, source_arn),
    }
}

/// The one that the ARN names, by its name alone: AWS minds no path here.
///
/// # Errors
/// The ARN is of something else, or of another account, or of nothing.
pub(super) fn find<'a>(source_arn: &str, cx: &Context<'a>) -> Result<PolicyOwner<'a>, Fault> {
    let (account, name) = require(source_arn)?;
    let own = cx.account().id().to_string();
    if account != own {
        return Err(faults::invalid_input(format!(
            "Invalid Policy Source Arn: caller's account {own} does not have access to policies in account {account}"
        )));
    }
    name.require(cx.account())
}

/// The account and the name in the ARN of a user, group or role.
///
/// # Errors
/// It is none.
pub(super) fn require(entity_arn: &str) -> Result<(&str, OwnerName<'_>), Fault> {
    owner_name(entity_arn).ok_or_else(|| {
        let message =
            format!("Invalid Entity Arn: {entity_arn} does not clearly define entity type and name.");
        faults::invalid_input(message)
    })
}

pub(super) fn owner_name(entity_arn: &str) -> Option<(&str, OwnerName<'_>)> {
    let parts = arn::parse(entity_arn)
        .filter(|parts| parts.service == "iam" && is_account(parts.account) && !parts.name.is_empty())?;
    let name = match parts.kind {
        "user" => OwnerName::User(parts.name),
        "group" => OwnerName::Group(parts.name),
        "role" => OwnerName::Role(parts.name),
        _ => return None,
    };
    Some((parts.account, name))
}

/// Whether it is an account's number.
pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The ARN of a user, group or role.
pub(super) fn arn(owner: PolicyOwner<'_>, cx: &Context<'_>) -> String {
    let account = cx.account().id();
    match owner {
        PolicyOwner::User(user) => user.arn(account),
        PolicyOwner::Group(group) => group.arn(account),
        PolicyOwner::Role(role) => role.arn(account),
    }
}
