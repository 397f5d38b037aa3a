// SPDX-License-Identifier: Apache-2.0
//! When principals and their access keys were last used: what a call tells of it, and what is recorded.

use std::collections::BTreeMap;

use portcullis_directory::Account;
use portcullis_directory::change::{Change, Key, Kind};
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::{ActionUse, KeyUse, Principal, Usage, is_due};
use portcullis_wire::operation::OperationFacts;

use crate::caller::{Caller, Identity};

/// That a principal tried an action, allowed or not. AWS counts attempts, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The principal's account.
    pub account: AccountId,
    /// Who; sessions count for the user or role they were made for.
    pub principal: Principal,
    /// The long-term access key that signed; `None` for temporary credentials.
    pub key: Option<String>,
    /// The service's namespace, for example `iam`.
    pub service: &'static str,
    /// The action's name, for example `CreateUser`.
    pub action: &'static str,
    /// The region of the credential scope.
    pub region: String,
    /// Seconds since 1970.
    pub at: i64,
}

/// For how long uses are told: AWS's tracking period of 400 days.
const TRACKED_SECONDS: i64 = 400 * 86_400;

impl Use {
    /// What a call by this caller tells, unless what is recorded is recent enough.
    pub(crate) fn of(caller: &Caller, facts: &OperationFacts, region: &str, at: i64) -> Option<Self> {
        let principal = principal(&caller.identity)?;
        let recorded = match caller.standing() {
            Some(standing) => standing.usage.as_ref(),
            None => caller.account.usage(&principal),
        };
        let key = caller.session.is_none().then_some(caller.access_key_id.as_str());
        if recorded.is_some_and(|recorded| !is_news(recorded, &principal, key, facts, at)) {
            return None;
        }
        Some(Self {
            account: caller.account.id(),
            principal,
            key: key.map(str::to_owned),
            service: facts.service.signing_name(),
            action: facts.name,
            region: region.to_owned(),
            at,
        })
    }

    fn action_name(&self) -> String {
        format!("{}:{}", self.service, self.action)
    }
}

/// Whether a use of an operation tells more than what is recorded of the principal.
fn is_news(
    recorded: &Usage,
    principal: &Principal,
    key: Option<&str>,
    facts: &OperationFacts,
    at: i64,
) -> bool {
    let is_key_due = |key: &str| is_due(recorded.key(key).map(|used| used.at), at);
    let action = || recorded.action_of(facts.service.signing_name(), facts.name);
    key.is_some_and(is_key_due) || (*principal != Principal::Root && is_due(action().map(|used| used.at), at))
}

/// Who is told to have acted. One who has no credentials yet is nobody of the account's.
pub(crate) fn principal(identity: &Identity) -> Option<Principal> {
    Some(match identity {
        Identity::Root | Identity::Federated { user: None, .. } => Principal::Root,
        Identity::User(user) | Identity::Federated { user: Some(user), .. } => {
            Principal::User(user.id.clone())
        }
        Identity::Role { role, .. } => Principal::Role(role.id.clone()),
        Identity::Proven(_) => return None,
    })
}

/// The changes that record uses in their account. Uses of other accounts, of principals that are gone, and those that
/// come too soon after the recorded ones change nothing.
pub fn record(account: &Account, uses: &[Use]) -> Vec<Change> {
    let mut usages: BTreeMap<&Principal, Usage> = BTreeMap::new();
    for used in uses.iter().filter(|used| used.account == account.id() && exists(&used.principal, account)) {
        let known = || {
            account
                .usage(&used.principal)
                .map_or_else(|| Usage::new(used.principal.clone()), |known| Usage::clone(known))
        };
        let usage = usages.entry(&used.principal).or_insert_with(known);
        if let Some(key) = &used.key {
            usage.note_key(KeyUse {
                key: key.clone(),
                at: used.at,
                service: used.service.to_owned(),
                region: used.region.clone(),
            });
        }
        // Nothing reports what the root user does, only that its keys are used.
        if used.principal != Principal::Root {
            usage.note_action(ActionUse {
                action: used.action_name(),
                at: used.at,
                region: used.region.clone(),
            });
        }
    }
    let mut changes = Vec::new();
    for (principal, mut usage) in usages {
        usage.keys.retain(|used| account.access_key(&used.key).is_some());
        if account.usage(principal).is_none_or(|known| **known != usage) {
            changes.push(Change::put(usage));
        }
    }
    changes
}

fn exists(principal: &Principal, account: &Account) -> bool {
    match principal {
        Principal::Root => true,
        Principal::User(id) => account.users.get(id).is_some(),
        Principal::Role(id) => account.roles.get(id).is_some(),
    }
}

/// The change that forgets what a principal used, if anything was recorded: for one that is deleted.
pub(crate) fn forget(account: &Account, principal: &Principal) -> Option<Change> {
    account.usage(principal).map(|_| Change::Remove(Key::new(Kind::Usage, principal.id())))
}

/// The last action of all that a principal tried within the tracking period.
pub(crate) fn last_use(account: &Account, principal: &Principal, now: i64) -> Option<ActionUse> {
    account.usage(principal)?.latest().filter(|used| is_tracked(used, now)).cloned()
}

/// The last actions that a principal tried within the tracking period, of those of a service.
pub(crate) fn uses_of_service<'a>(
    account: &'a Account,
    principal: &Principal,
    service: &'a str,
    now: i64,
) -> impl Iterator<Item = (&'a str, &'a ActionUse)> + use<'a> {
    let actions = account.usage(principal).map(|usage| usage.actions.as_slice()).unwrap_or_default();
    actions.iter().filter(move |used| is_tracked(used, now)).filter_map(move |used| {
        let (of, name) = used.action.split_once(':')?;
        (of == service).then_some((name, used))
    })
}

fn is_tracked(used: &ActionUse, now: i64) -> bool {
    now.saturating_sub(used.at) <= TRACKED_SECONDS
}

/// A time to the minute, as AWS tells uses of keys and services.
pub(crate) fn to_the_minute(at: i64) -> i64 {
    at.saturating_sub(at.rem_euclid(60))
}
