// SPDX-License-Identifier: Apache-2.0
//! Engines and a model stay equal over random batches, whatever is stale, given again, or too much.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod scratch;

use std::collections::BTreeMap;

use portcullis_directory::change::{Change, Key};
use portcullis_directory::record::Record;
use portcullis_store::embedded::Embedded;
use portcullis_store::memory::Memory;
use portcullis_store::testing::contents;
use portcullis_store::testing::samples::{account, commit, policy_version, user};
use portcullis_store::{CHANGES_MAX, Commit, CommitError, Head, Store};
use proptest::prelude::*;

use scratch::{Scratch, master_key};

/// The plainest store that can be: every state there ever was, and who asked for it.
#[derive(Default)]
struct Model(BTreeMap<u64, Vec<State>>);

#[derive(Default, Clone)]
struct State {
    request_id: String,
    records: BTreeMap<Key, Record>,
}

impl Model {
    fn states(&self, index: u64) -> &[State] {
        self.0.get(&index).map_or(&[], Vec::as_slice)
    }

    fn commit(&mut self, index: u64, commit: &Commit) -> Result<u64, &'static str> {
        if commit.changes.len() > CHANGES_MAX {
            return Err("failed");
        }
        let states = self.0.entry(index).or_default();
        let expected = usize::try_from(commit.expected_revision).unwrap();
        if expected != states.len() {
            let made = states.get(expected).is_some_and(|state| state.request_id == commit.request_id);
            let recent = expected + 16 >= states.len();
            return if made && recent { Ok(commit.expected_revision + 1) } else { Err("stale") };
        }
        let mut records = states.last().map(|state| state.records.clone()).unwrap_or_default();
        for change in &commit.changes {
            match change {
                Change::Put(record) => records.insert(record.key(), record.clone()),
                Change::Remove(key) => records.remove(key),
            };
        }
        states.push(State { request_id: commit.request_id.clone(), records });
        Ok(commit.expected_revision + 1)
    }
}

/// A commit before it is known at which revision its account stands: how far its expectation is off, and whether it
/// is the very commit that was given for that revision before.
#[derive(Debug, Clone)]
struct Attempt {
    index: u64,
    behind: u64,
    again: bool,
    changes: Vec<Change>,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (0..12_u64, "\\PC{0,12}").prop_map(|(number, name)| Change::Put(user(number, &name))),
        1 => (0..4_u32, 0..9_000_usize).prop_map(|(number, size)| Change::Put(policy_version(number, size))),
        3 => (0..12_u64).prop_map(|number| Change::Remove(user(number, "").key())),
    ]
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let behind = prop_oneof![6 => Just(0_u64), 1 => 1..4_u64];
    let changes = prop_oneof![
        30 => prop::collection::vec(change(), 0..8),
        1 => Just(vec![Change::Put(user(1, "too many")); CHANGES_MAX + 1]),
    ];
    (0..3_u64, behind, any::<bool>(), changes).prop_map(|(index, behind, again, changes)| Attempt {
        index,
        behind,
        again,
        changes,
    })
}

#[derive(Debug, Clone)]
enum Step {
    Commit(Vec<Attempt>),
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => prop::collection::vec(attempt(), 1..6).prop_map(Step::Commit),
        1 => Just(Step::Reopen),
    ]
}

fn plain(answer: Result<u64, CommitError>) -> Result<u64, &'static str> {
    answer.map_err(|error| match error {
        CommitError::Ambiguous(_) => "ambiguous",
        CommitError::Failed(_) => "failed",
        CommitError::Stale => "stale",
    })
}

fn expect_equal(model: &Model, store: &mut dyn Store) -> Result<(), TestCaseError> {
    let states = || model.0.iter().filter(|(_, states)| !states.is_empty());
    let revision = |states: &[State]| u64::try_from(states.len()).unwrap();
    let heads: Vec<Head> = states()
        .map(|(index, states)| Head { account: account(*index), revision: revision(states) })
        .collect();
    prop_assert_eq!(store.heads().unwrap(), heads);
    for (index, states) in states() {
        let records: Vec<Record> = states.last().unwrap().records.values().cloned().collect();
        prop_assert_eq!(contents(store, account(*index)).unwrap(), (revision(states), records));
        prop_assert_eq!(store.audit_since(account(*index), 0, 10_000).unwrap().len(), states.len());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn engines_do_as_the_model_does(steps in prop::collection::vec(step(), 1..14)) {
        let directory = Scratch::new();
        let open = || Embedded::open(directory.path(), &master_key()).unwrap();
        let (mut model, mut memory, mut embedded) = (Model::default(), Memory::new(), Some(open()));
        let mut request = 0;
        for step in steps {
            let Step::Commit(attempts) = step else {
                drop(embedded.take());
                embedded = Some(open());
                expect_equal(&model, embedded.as_mut().unwrap())?;
                continue;
            };
            let (mut batch, mut expected) = (Vec::new(), Vec::new());
            for attempt in attempts {
                let states = model.states(attempt.index);
                let revision = u64::try_from(states.len()).unwrap().saturating_sub(attempt.behind);
                let mut commit = commit(account(attempt.index), revision, attempt.changes);
                request += 1;
                commit.request_id = format!("request-{request}");
                if let Some(state) = states.get(usize::try_from(revision).unwrap()).filter(|_| attempt.again) {
                    commit.request_id = state.request_id.clone();
                }
                expected.push(model.commit(attempt.index, &commit));
                batch.push(commit);
            }
            for store in [&mut memory as &mut dyn Store, embedded.as_mut().unwrap()] {
                let answers: Vec<_> = store.commit(&batch).into_iter().map(plain).collect();
                prop_assert_eq!(&answers, &expected);
            }
        }
        expect_equal(&model, &mut memory)?;
        drop(embedded);
        expect_equal(&model, &mut open())?;
    }
}
