// SPDX-License-Identifier: Apache-2.0
//! The caller that a simulation supposes, and the condition keys that come with it.

use portcullis_policy::evaluation::{Context as Keys, Principal};
use portcullis_wire::{Fault, faults};

use super::source;
use crate::context::Context;
use crate::policy_owner::OwnerName;

/// The value that AWS's simulator has for `aws:userid` when no caller is named.
const STUB: &str = "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR";

/// The caller of this ARN, or one of the account of whom nothing is known. Keys that the request does not give are
/// added to `keys`.
///
/// # Errors
/// The ARN is not of a user, group or role.
pub(super) fn suppose(
    caller_arn: Option<&str>,
    keys: &mut Keys,
    cx: &Context<'_>,
) -> Result<Principal, Fault> {
    let Some(caller_arn) = caller_arn else {
        let account = cx.account().id().to_string();
        default(keys, "aws:PrincipalAccount", &account);
        default(keys, "aws:userid", STUB);
        let arn = format!("arn:aws:iam::{account}:user/{STUB}");
        return Ok(Principal::User { arn, account, unique_id: None });
    };
    let (account, name) = source::owner_name(caller_arn).ok_or_else(|| {
        faults::invalid_input("Invalid caller - Caller must be an IAM user, role or group in this context.")
    })?;
    default(keys, "aws:PrincipalArn", caller_arn);
    default(keys, "aws:PrincipalAccount", account);
    default(keys, "aws:userid", caller_arn);
    let (arn, account) = (caller_arn.to_owned(), account.to_owned());
    Ok(match name {
        OwnerName::Role(name) => Principal::Role {
            session_arn: format!("arn:aws:sts::{account}:assumed-role/{name}/{STUB}"),
            role_arn: arn,
            account,
            unique_id: None,
        },
        OwnerName::User(name) => {
            default(keys, "aws:username", name);
            Principal::User { arn, account, unique_id: None }
        }
        // No policy can name a group, so it is a user that none names.
        OwnerName::Group(_) => Principal::User { arn, account, unique_id: None },
    })
}

fn default(keys: &mut Keys, key: &str, value: &str) {
    if keys.get(key).is_none() {
        keys.set(key, value);
    }
}
