// SPDX-License-Identifier: Apache-2.0
//! What the ways of assuming a role for somebody whom a provider vouches for have in common.

use std::sync::Arc;

use portcullis_directory::record::Role;
use portcullis_directory::{Account, arn};
use portcullis_wire::sts::{AssumedRoleUser, Tag};
use portcullis_wire::{Fault, faults};

use crate::access::{Access, Permission, Trust};
use crate::caller::Identity;
use crate::context::Context;
use crate::proof::{Proof, find_role};
use crate::session::{NewSession, Passed};
use crate::session_token::Subject;

pub(crate) const SECONDS_DEFAULT: i32 = 3_600;

/// What it takes to assume a role for a caller whom a provider vouches for. Tags and a source identity that the
/// provider gives need their permissions as well.
pub(crate) fn access(
    action: &'static str,
    role_arn: &str,
    session_name: Option<&str>,
    cx: &Context<'_>,
) -> Access {
    let proof = proof(cx);
    let mut actions = vec![action];
    if proof.is_some_and(|proof| !proof.tags.is_empty()) {
        actions.push("sts:TagSession");
    }
    if proof.is_some_and(|proof| proof.source_identity.is_some()) {
        actions.push("sts:SetSourceIdentity");
    }
    let permissions = actions.into_iter().map(|action| permission(action, role_arn, session_name, cx));
    Access::Requires(permissions.collect())
}

/// What was proven of the caller.
pub(crate) fn proof<'a>(cx: &Context<'a>) -> Option<&'a Proof> {
    match &cx.caller.identity {
        Identity::Proven(proof) => Some(proof),
        _ => None,
    }
}

fn permission(
    action: &'static str,
    role_arn: &str,
    session_name: Option<&str>,
    cx: &Context<'_>,
) -> Permission {
    let mut permission = Permission::new(action, role_arn).optional_key("sts:RoleSessionName", session_name);
    if let Some(proof) = proof(cx) {
        permission = permission
            .optional_key("sts:SourceIdentity", proof.source_identity.as_deref())
            .request_tags(proof.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str())));
        if !proof.transitive_tag_keys.is_empty() {
            permission.keys.set_many("sts:TransitiveTagKeys", proof.transitive_tag_keys.clone());
        }
    }
    match find_role(role_arn, cx.directory) {
        Some((account, role)) => {
            permission.trust = Trust::Role { account: Arc::clone(account), role: Arc::clone(role) };
        }
        None => permission.trust = Trust::Missing,
    }
    permission
}

/// How long a session lasts: as long as somebody asks for, but never longer than the session at the provider, if that
/// is to end at some time (in seconds since 1970).
///
/// # Errors
/// The role does not allow it, or the session at the provider has ended.
pub(crate) fn seconds(asked: Option<i32>, role: &Role, ends_at: Option<i64>, now: i64) -> Result<i32, Fault> {
    let seconds = asked.unwrap_or(SECONDS_DEFAULT);
    require_within(role, seconds)?;
    let Some(ends_at) = ends_at else { return Ok(seconds) };
    match i32::try_from(ends_at.saturating_sub(now)) {
        Ok(left) if left <= 0 => {
            Err(faults::expired_token_exception("the session at the identity provider has ended"))
        }
        Ok(left) => Ok(seconds.min(left)),
        Err(_) => Ok(seconds),
    }
}

/// Refuses a session that is longer than the role allows.
pub(crate) fn require_within(role: &Role, seconds: i32) -> Result<(), Fault> {
    if i64::from(seconds) > i64::from(role.session_seconds_max) {
        return Err(faults::validation_error(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ));
    }
    Ok(())
}

/// The tags that the provider gives, as an API takes them.
pub(crate) fn tags(proof: &Proof) -> Vec<Tag> {
    proof.tags.iter().map(|tag| Tag { key: tag.key.clone(), value: tag.value.clone() }).collect()
}

/// The session of a role that somebody assumes with what is proven.
pub(crate) fn session(
    proof: &Proof,
    account: &Account,
    role: &Role,
    session_name: &str,
    passed: Passed,
    seconds: i32,
) -> NewSession {
    let subject = Subject::Role { id: role.id.clone(), session_name: session_name.to_owned() };
    NewSession {
        policies: passed.policies,
        tags: passed.tags,
        transitive_tag_keys: proof.transitive_tag_keys.clone(),
        source_identity: proof.source_identity.clone(),
        federated_provider: Some(proof.provider.clone()),
        federated_keys: proof.session_keys.clone(),
        ..NewSession::plain(account.id(), subject, seconds)
    }
}

/// Who the session is, as answers tell it.
pub(crate) fn assumed_role_user(account: &Account, role: &Role, session_name: &str) -> AssumedRoleUser {
    AssumedRoleUser {
        assumed_role_id: [role.id.as_str(), ":", session_name].concat(),
        arn: arn::assumed_role(account.id(), &role.name, session_name),
    }
}
