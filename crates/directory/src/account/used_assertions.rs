// SPDX-License-Identifier: Apache-2.0
//! What was used and may be used no more: assertions, codes, proofs and choices.

use std::sync::Arc;

use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};

use super::Account;
use crate::change::{Change, Key, Kind};
use crate::record::{Record, UsedAssertion};

/// How many expired ones are forgotten with each use, so that they never pile up.
const FORGOTTEN_MAX: usize = 8;

/// The assertions that were used, by id and by the time at which they expire.
#[derive(Debug, Clone)]
pub(super) struct UsedAssertions {
    by_id: RedBlackTreeMapSync<String, Arc<UsedAssertion>>,
    by_time: RedBlackTreeSetSync<(i64, String)>,
}

impl Default for UsedAssertions {
    fn default() -> Self {
        Self { by_id: RedBlackTreeMapSync::new_sync(), by_time: RedBlackTreeSetSync::new_sync() }
    }
}

impl PartialEq for UsedAssertions {
    fn eq(&self, other: &Self) -> bool {
        self.by_id == other.by_id && self.by_time.iter().eq(other.by_time.iter())
    }
}

impl UsedAssertions {
    pub(super) fn put(&mut self, used: &Arc<UsedAssertion>) {
        self.remove(&used.id);
        self.by_time.insert_mut((used.expires_at, used.id.clone()));
        self.by_id.insert_mut(used.id.clone(), Arc::clone(used));
    }

    pub(super) fn remove(&mut self, id: &str) {
        if let Some(before) = self.by_id.get(id).cloned() {
            self.by_time.remove_mut(&(before.expires_at, before.id.clone()));
            self.by_id.remove_mut(id);
        }
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record> {
        self.by_id.values().map(|used| Record::UsedAssertion(Arc::clone(used)))
    }
}

impl Account {
    /// Whether the assertion with this id was used.
    pub fn is_assertion_used(&self, id: &str) -> bool {
        self.used_assertions.by_id.contains_key(id)
    }

    /// The changes that keep assertions from being used again, and forget some that expired before `now`, in seconds
    /// since 1970.
    pub fn use_assertions(&self, used: impl IntoIterator<Item = UsedAssertion>, now: i64) -> Vec<Change> {
        let expired = self.used_assertions.by_time.iter().take_while(|(at, _)| *at < now);
        let forgotten = expired.take(FORGOTTEN_MAX);
        let forgotten = forgotten.map(|(_, id)| Change::Remove(Key::new(Kind::UsedAssertion, id)));
        forgotten.chain(used.into_iter().map(Change::put)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::tests::account;

    #[test]
    fn each_use_is_kept_and_forgets_more_than_it_adds_of_those_whose_time_is_over() {
        let used = |number: i64| UsedAssertion { id: format!("used{number}"), expires_at: number };
        let mut account = account();
        account = account.apply(1, &account.use_assertions((0..20).map(used), 0));
        let count = |account: &Account| (0..100).filter(|n| account.is_assertion_used(&used(*n).id)).count();
        assert_eq!(count(&account), 20);
        for (number, left) in [(50, 13), (51, 6), (52, 3), (53, 4)] {
            account = account.apply(2, &account.use_assertions([used(number)], 20));
            assert_eq!(count(&account), left, "after {number}");
        }
        assert!((50..=53).all(|number| account.is_assertion_used(&used(number).id)));
    }
}
