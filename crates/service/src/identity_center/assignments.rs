// SPDX-License-Identifier: Apache-2.0
//! Which roles somebody is assigned: those that `AssumeRole` would let the person assume at this moment.
//!
//! Whoever is asked about is first looked for among the principals of a role's trust policy, which a role in another
//! account must name to trust anybody there; only the few roles that name the person or its account, or everybody, are
//! then decided on, with everything that bears on the call.

use std::sync::Arc;

use portcullis_directory::Account;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::Role;
use portcullis_policy::evaluation::Principal;
use portcullis_policy::language::{Effect, PrincipalKind};
use portcullis_wire::sts::AssumeRoleRequest;

use super::failure::Failure;
use crate::authorize::Gate;
use crate::caller::Identity;
use crate::context::Context;
use crate::operation::Operation;

/// What decides on somebody's roles.
pub(super) struct Assignments<'a> {
    cx: &'a Context<'a>,
    gate: Gate<'a>,
    /// The account's number and the person's unique id, as trust policies name them.
    account: String,
    unique_id: Option<String>,
    session_name: String,
}

impl<'a> Assignments<'a> {
    /// # Errors
    /// A policy of the person cannot be read.
    pub(super) fn of(cx: &'a Context<'a>) -> Result<Self, Failure> {
        let gate = Gate::of(cx).map_err(|_| Failure::internal())?;
        let unique_id = match &*cx.caller.principal() {
            Principal::User { unique_id, .. } | Principal::Role { unique_id, .. } => unique_id.clone(),
            _ => None,
        };
        let (account, session_name) = (cx.account().id().to_string(), session_name(cx));
        Ok(Self { cx, gate, account, unique_id, session_name })
    }

    /// The accounts in which the person has a role, from the one after `after` on.
    pub(super) fn accounts(&self, after: Option<AccountId>) -> impl Iterator<Item = &'a Arc<Account>> {
        let later =
            self.cx.directory.accounts().filter(move |one| after.is_none_or(|after| one.id() > after));
        later.filter(|account| self.roles(account, None).next().is_some())
    }

    /// The person's roles in an account, from the one after the one of this name on.
    pub(super) fn roles<'b>(
        &self,
        account: &'b Arc<Account>,
        after: Option<&str>,
    ) -> impl Iterator<Item = &'b Arc<Role>> {
        account.roles.after(after).filter(|role| self.may_trust(role) && self.has(account, role))
    }

    fn has(&self, account: &Account, role: &Role) -> bool {
        let request = request(account, role, &self.session_name);
        self.gate.allows(&request.access(self.cx), self.cx)
    }

    /// Whether a role's trust policy can allow the person. It is asked of every role that there is, so it is quick.
    fn may_trust(&self, role: &Role) -> bool {
        let Ok(document) = role.trust_policy.parsed() else { return false };
        let allowing = document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
        allowing.filter_map(|statement| statement.principal.as_ref()).any(|element| {
            element.negated
                || element.principals.iter().any(|named| {
                    let (kind, text) = (named.value.kind, named.value.text.as_str());
                    kind == PrincipalKind::Aws
                        && (text == "*"
                            || text.contains(&self.account)
                            || self.unique_id.as_deref() == Some(text))
                })
        })
    }
}

/// The call that the portal makes for the person. The session has the person's name, and lasts as long as the role
/// allows.
pub(super) fn request(account: &Account, role: &Role, session_name: &str) -> AssumeRoleRequest {
    AssumeRoleRequest {
        role_arn: role.arn(account.id()),
        role_session_name: session_name.to_owned(),
        ..AssumeRoleRequest::default()
    }
}

/// What the person's sessions are called.
pub(super) fn session_name(cx: &Context<'_>) -> String {
    match &cx.caller.identity {
        // AWS takes no session names of one letter, but such user names.
        Identity::User(user) if user.name.len() > 1 => user.name.clone(),
        Identity::User(user) => user.id.to_string(),
        Identity::Role { session_name, .. } => session_name.clone(),
        _ => String::new(),
    }
}
