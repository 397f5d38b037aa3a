// SPDX-License-Identifier: Apache-2.0
//! When the account's principals and their access keys were last used.

use crate::identifier::UniqueId;

/// What one principal did last: one entry for each action and each access key, not a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// Whose use it is.
    pub principal: Principal,
    /// The principal's long-term access keys that were used, in the order of their ids.
    pub keys: Vec<KeyUse>,
    /// The actions that were tried, allowed or not, in order.
    pub actions: Vec<ActionUse>,
}

/// Who signs calls: what a deleted and remade user or role would not be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Principal {
    /// The account's root user.
    Root,
    /// A user, also in a session of its own.
    User(UniqueId),
    /// A role, in whatever session.
    Role(UniqueId),
}

/// The last use of an access key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    /// The key's id.
    pub key: String,
    /// Seconds since 1970.
    pub at: i64,
    /// The service that was called, for example `iam`.
    pub service: String,
    /// The region of the credential scope.
    pub region: String,
}

/// The last time that an action was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionUse {
    /// Service and name, for example `iam:CreateUser`.
    pub action: String,
    /// Seconds since 1970.
    pub at: i64,
    /// The region of the credential scope.
    pub region: String,
}

/// A use is recorded only this many seconds after the recorded one: of several uses within fifteen minutes the first
/// counts, as AWS documents for access keys.
pub const USE_SPAN_SECONDS: i64 = 900;

/// The most entries that one record keeps of each kind; the oldest go first.
pub const USES_MAX: usize = 1_000;

impl Principal {
    /// The id that the record is stored under.
    pub fn id(&self) -> &str {
        match self {
            Self::Root => "root",
            Self::User(id) | Self::Role(id) => id.as_str(),
        }
    }
}

impl Usage {
    /// Nothing was used yet.
    pub fn new(principal: Principal) -> Self {
        Self { principal, keys: Vec::new(), actions: Vec::new() }
    }

    /// The last use of an access key.
    pub fn key(&self, id: &str) -> Option<&KeyUse> {
        let at = self.keys.binary_search_by(|used| used.key.as_str().cmp(id)).ok()?;
        self.keys.get(at)
    }

    /// The last time an action such as `iam:CreateUser` was tried.
    pub fn action(&self, action: &str) -> Option<&ActionUse> {
        let at = self.actions.binary_search_by(|used| used.action.as_str().cmp(action)).ok()?;
        self.actions.get(at)
    }

    /// The last time an action was tried, by its service and its name.
    pub fn action_of(&self, service: &str, name: &str) -> Option<&ActionUse> {
        let wanted = || service.bytes().chain([b':']).chain(name.bytes());
        let at = self.actions.binary_search_by(|used| used.action.bytes().cmp(wanted())).ok()?;
        self.actions.get(at)
    }

    /// The latest action of all.
    pub fn latest(&self) -> Option<&ActionUse> {
        self.actions.iter().max_by_key(|used| used.at)
    }

    /// Records the use of an access key, unless it comes too soon after the recorded one.
    pub fn note_key(&mut self, used: KeyUse) {
        match self.keys.binary_search_by(|known| known.key.cmp(&used.key)) {
            Ok(at) => replace(self.keys.get_mut(at), used, |used| used.at),
            Err(at) => self.keys.insert(at, used),
        }
        shorten(&mut self.keys, |used| used.at);
    }

    /// Records the use of an action, unless it comes too soon after the recorded one.
    pub fn note_action(&mut self, used: ActionUse) {
        match self.actions.binary_search_by(|known| known.action.cmp(&used.action)) {
            Ok(at) => replace(self.actions.get_mut(at), used, |used| used.at),
            Err(at) => self.actions.insert(at, used),
        }
        shorten(&mut self.actions, |used| used.at);
    }
}

/// Whether a use at `at` is to be recorded over one at `known`.
pub fn is_due(known: Option<i64>, at: i64) -> bool {
    known.is_none_or(|known| at.saturating_sub(known) >= USE_SPAN_SECONDS)
}

fn replace<T>(known: Option<&mut T>, used: T, at: impl Fn(&T) -> i64) {
    if let Some(known) = known.filter(|known| is_due(Some(at(known)), at(&used))) {
        *known = used;
    }
}

fn shorten<T>(uses: &mut Vec<T>, at: impl Fn(&T) -> i64) {
    if uses.len() <= USES_MAX {
        return;
    }
    let oldest = uses.iter().enumerate().min_by_key(|(_, used)| at(used)).map(|(index, _)| index);
    if let Some(oldest) = oldest {
        uses.remove(oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(action: &str, at: i64) -> ActionUse {
        ActionUse { action: action.to_owned(), at, region: "us-east-1".to_owned() }
    }

    #[test]
    fn of_uses_within_fifteen_minutes_the_first_counts() {
        let mut usage = Usage::new(Principal::Root);
        for (at, recorded) in
            [(100, 100), (999, 100), (50, 100), (1_000, 1_000), (1_899, 1_000), (1_900, 1_900)]
        {
            usage.note_action(used("iam:GetUser", at));
            assert_eq!(usage.action("iam:GetUser").unwrap().at, recorded, "{at}");
        }
        usage.note_action(used("iam:GetRole", 2_000));
        assert_eq!(usage.latest().unwrap().action, "iam:GetRole");
        assert_eq!(usage.action("iam:GetGroup"), None);
        assert_eq!(usage.action_of("iam", "GetRole"), usage.action("iam:GetRole"));
        assert_eq!(usage.action_of("iam", "Get"), None);
    }

    #[test]
    fn the_oldest_entries_make_room() {
        let mut usage = Usage::new(Principal::Root);
        for number in 0..=i64::try_from(USES_MAX).unwrap() {
            usage.note_action(used(&format!("s3:Action{number}"), number));
        }
        assert_eq!(usage.actions.len(), USES_MAX);
        assert_eq!(usage.action("s3:Action0"), None);
        assert!(usage.action("s3:Action1").is_some());
    }
}
