// SPDX-License-Identifier: Apache-2.0
//! The roles that somebody whom a provider vouches for may have: those whose trust policies say so.

use std::sync::Arc;

use portcullis_directory::record::Role;
use portcullis_policy::language::{Effect, PrincipalKind};

use super::super::answer::Refusal;
use super::super::role_choice::Candidate;
use crate::federation::oidc::Vouched;

/// The most roles whose trust policies are judged for one sign-in.
const ROLES_MAX: usize = 250;

/// The roles whose trust policies name the provider, by name; only the one that was asked for, if one was. Whether they
/// admit whom the provider vouches for is judged when one is to be had.
///
/// # Errors
/// Too many would have to be judged.
pub(super) fn candidates(vouched: &Vouched<'_>, asked: Option<&str>) -> Result<Vec<Candidate>, Refusal> {
    let id = vouched.account.id();
    let provider_arn = vouched.provider.arn(id);
    let is_asked_for = |role: &&Arc<Role>| match asked {
        Some(asked) => role.arn(id) == asked,
        None => true,
    };
    let roles = vouched.account.roles.iter().filter(is_asked_for);
    let roles = roles.filter(|role| names(role, &provider_arn) && vouched.is_for_role(&role.arn(id)));
    let mut found: Vec<&Arc<Role>> = roles.take(ROLES_MAX + 1).collect();
    if found.len() > ROLES_MAX {
        let message = format!("More than {ROLES_MAX} roles trust the provider: name one with `role`.");
        return Err(Refusal::new(409, "TooManyRoles", message));
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    let proof = Arc::new(vouched.proof());
    let candidate = |role: &Arc<Role>| Candidate { role_arn: role.arn(id), proof: Arc::clone(&proof) };
    Ok(found.into_iter().map(candidate).collect())
}

/// Whether a role's trust policy names the provider in a statement that allows something. Most roles are told apart by
/// the text alone, so that what is not needed is neither parsed nor kept.
fn names(role: &Role, provider_arn: &str) -> bool {
    let text = role.trust_policy.text();
    // An escape might stand for any character of the ARN.
    if !text.contains('\\') && !text.contains(provider_arn) {
        return false;
    }
    let Ok(document) = role.trust_policy.parsed() else { return false };
    let allowing = document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
    let principals = allowing.filter_map(|statement| statement.principal.as_ref());
    let mut named = principals.flat_map(|principal| &principal.principals);
    named.any(|one| one.value.kind == PrincipalKind::Federated && one.value.text == provider_arn)
}
