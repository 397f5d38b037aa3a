// SPDX-License-Identifier: Apache-2.0
//! Context assertions: what this server vouches for about a person, for a role session that somebody else makes.
//!
//! `CreateTokenWithIAM` gives one to an application that a person granted something, and `AssumeRole` takes it as a
//! provided context. It says who the person is and nothing else; it grants nothing.

use portcullis_directory::Account;
use portcullis_directory::identifier::UniqueId;
use portcullis_wire::sts::AssumeRoleRequest;
use portcullis_wire::{Fault, faults};

use super::grant::Grant;
use crate::access::Permission;
use crate::caller::Caller;
use crate::context::Context;
use crate::door::Door;
use crate::principal_policies::HeldPolicy;
use crate::session_token::Claims;

/// The only context provider.
const PROVIDER: &str = "arn:aws:iam::aws:contextProvider/IdentityCenter";

/// The condition key of a session that says on whose behalf it acts.
pub(crate) const USER_ID: &str = "identitystore:UserId";

/// What AWS attaches to every role that is assumed with such a context: a Deny of all that knows nothing of it.
const ALLOW_LIST: &str = "arn:aws:iam::aws:policy/AWSIAMIdentityCenterAllowListForIdentityContext";

const PURPOSE: &[u8] = b"sso context assertion";

const ACCOUNT: u8 = 1;
const PERSON: u8 = 2;
const GRANT: u8 = 3;
const EXPIRES_AT: u8 = 4;

/// Vouches for the person of a grant until a time in seconds since 1970.
pub(super) fn seal(grant: &Grant, person: &Caller, expires_at: i64, door: &Door<'_>) -> Option<String> {
    door.settings.token_keys.seal_note(PURPOSE, door.moment, |writer| {
        writer.text(ACCOUNT, &person.account.id().to_string());
        writer.text(PERSON, &person.user_id());
        writer.text(GRANT, &grant.id);
        writer.number(EXPIRES_AT, expires_at);
    })
}

/// On whose behalf a role is to be assumed; `None` if nothing is said of that.
///
/// # Errors
/// The context is none that this server vouches for now.
pub(crate) fn provided(request: &AssumeRoleRequest, cx: &Context<'_>) -> Result<Option<String>, Fault> {
    let context = match request.provided_contexts.as_deref().unwrap_or_default() {
        [] => return Ok(None),
        [one] => one,
        _ => return Err(faults::validation_error("Only one context can be provided.")),
    };
    let provider = context.provider_arn.as_deref().unwrap_or_default();
    if provider != PROVIDER {
        return Err(faults::validation_error(format!("{provider} is not a valid context provider")));
    }
    let invalid = || faults::validation_error("The provided context assertion is not valid.");
    let assertion = context.context_assertion.as_deref().ok_or_else(invalid)?;
    let opened = cx.settings.token_keys.open_note(PURPOSE, assertion, |reader| {
        let account = reader.text(ACCOUNT).ok()?.parse().ok()?;
        let said = (reader.text(PERSON).ok()?, reader.text(GRANT).ok()?);
        Some((account, said, reader.number(EXPIRES_AT).ok()?))
    });
    let (account, (person, grant), expires_at) = opened.ok_or_else(invalid)?;
    if cx.now() >= expires_at {
        return Err(faults::expired_token_exception("The provided context assertion has expired."));
    }
    let account = cx.directory.account(account).ok_or_else(invalid)?;
    if account.is_signed_out(&grant) || !is_there(&person, account) {
        return Err(invalid());
    }
    Ok(Some(person))
}

/// Whether the entity of `aws:userid` is still there.
fn is_there(person: &str, account: &Account) -> bool {
    let id = UniqueId::new(person.split(':').next().unwrap_or_default());
    account.users.get(&id).is_some() || account.roles.get(&id).is_some()
}

/// With the condition keys of a context that is to be set.
#[must_use]
pub(crate) fn with_request_context(mut permission: Permission, user_id: &str) -> Permission {
    permission.keys.set_many("sts:RequestContextProviders", vec![PROVIDER.to_owned()]);
    permission.key(&format!("sts:RequestContext/{USER_ID}"), user_id)
}

/// On whose behalf a session acts.
pub(crate) fn user_id(session: &Claims) -> Option<&str> {
    let found = session.federated_keys.iter().find(|(name, _)| name == USER_ID);
    found.and_then(|(_, values)| values.first()).map(String::as_str)
}

/// The policy that is attached to the role of such a session.
pub(crate) fn allow_list(account: &Account) -> Option<HeldPolicy> {
    HeldPolicy::managed(ALLOW_LIST, account)
}
