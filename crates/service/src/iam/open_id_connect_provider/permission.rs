// SPDX-License-Identifier: Apache-2.0
//! Permissions on OpenID Connect providers, and the form that their ARNs must have.

use portcullis_directory::arn;
use portcullis_directory::identifier::AccountId;
use portcullis_wire::{Fault, faults};

use crate::access::Permission;
use crate::context::Context;

/// That this is the ARN of an OpenID Connect provider, of whatever account.
///
/// # Errors
/// It is not.
pub(super) fn check_arn(text: &str) -> Result<(), Fault> {
    let parts = arn::parse(text).ok_or_else(|| faults::validation_error(format!("Invalid ARN: {text}")))?;
    let has_name = text.split_once("oidc-provider/").is_some_and(|(_, name)| !name.is_empty());
    match (parts.service, parts.kind) {
        ("iam", "oidc-provider") if has_name && parts.account.parse::<AccountId>().is_ok() => Ok(()),
        ("iam", "oidc-provider") => Err(faults::validation_error(format!("Invalid ARN: {text}"))),
        ("iam", _) => Err(faults::validation_error("Invalid resource type in ARN")),
        _ => Err(faults::validation_error("Invalid service in ARN")),
    }
}

/// A permission on the provider with this ARN, with its tags.
pub(super) fn on_provider(action: &'static str, arn: &str, cx: &Context<'_>) -> Permission {
    let mut permission = Permission::new(action, arn);
    if let Some(found) = cx.account().open_id_connect_provider_by_arn(arn) {
        permission = permission.resource_tags(&found.tags);
    }
    permission.resource_account = arn::parse(arn).and_then(|parts| parts.account.parse().ok());
    permission
}
