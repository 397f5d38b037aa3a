// SPDX-License-Identifier: Apache-2.0
//! The suite that every engine passes. A new engine proves itself by one call of [`run_suite`].

pub mod samples;

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::Record;

use self::samples::{account, audit_line, commit, each_kind, policy_version, user};
use crate::{
    CHANGES_MAX, CommitError, Head, RECORD_BYTES_MAX, REQUEST_ID_BYTES_MAX, REQUESTS_KEPT, Store, StoreError,
};

/// How the suite opens stores of an engine.
pub trait Opener {
    /// A new store without accounts.
    fn fresh(&mut self) -> Box<dyn Store>;

    /// The same store after it was closed. An engine that cannot close without forgetting gives it back as it is.
    fn reopen(&mut self, store: Box<dyn Store>) -> Box<dyn Store>;
}

/// Runs every test of the suite, each on a store of its own, and panics at the first that fails.
pub fn run_suite(opener: &mut dyn Opener) {
    let tests = [
        a_new_store_is_empty,
        history_is_linear,
        another_expected_revision_is_stale,
        commits_of_one_account_in_a_batch_follow_each_other,
        a_refused_commit_leaves_the_others_of_its_batch_alone,
        a_commit_given_again_is_made_once,
        only_the_last_requests_are_remembered,
        too_much_is_refused_and_leaves_no_trace,
        changes_replace_and_remove,
        the_last_change_of_a_key_in_a_commit_holds,
        an_empty_commit_counts,
        accounts_are_apart_and_in_order,
        every_kind_of_record_comes_back_as_it_was,
        large_records_and_full_commits_come_back,
        audit_lines_come_back_in_order,
    ];
    for test in tests {
        test(opener);
    }
}

/// The revision of an account and its records in the order of their keys.
///
/// # Errors
/// The account cannot be loaded.
pub fn contents(store: &mut dyn Store, account: AccountId) -> Result<(u64, Vec<Record>), StoreError> {
    let mut loaded = store.load(account)?;
    loaded.records.sort_by_key(Record::key);
    Ok((loaded.revision, loaded.records))
}

fn put(record: Record) -> Change {
    Change::Put(record)
}

fn remove(record: &Record) -> Change {
    Change::Remove(record.key())
}

#[track_caller]
fn expect_contents(store: &mut dyn Store, account: AccountId, revision: u64, records: &[Record]) {
    let mut records = records.to_vec();
    records.sort_by_key(Record::key);
    assert_eq!(contents(store, account), Ok((revision, records)));
}

/// Checks the contents, closes the store, and checks them again.
#[track_caller]
fn expect_kept(
    opener: &mut dyn Opener,
    mut store: Box<dyn Store>,
    account: AccountId,
    revision: u64,
    records: &[Record],
) -> Box<dyn Store> {
    expect_contents(&mut *store, account, revision, records);
    let mut store = opener.reopen(store);
    expect_contents(&mut *store, account, revision, records);
    store
}

fn a_new_store_is_empty(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    assert_eq!(store.heads(), Ok(Vec::new()));
    assert_eq!(contents(&mut *store, account(0)), Err(StoreError::NoAccount(account(0))));
    assert_eq!(store.audit_since(account(0), 0, 9), Err(StoreError::NoAccount(account(0))));
    assert_eq!(store.commit(&[]), Vec::new());
    let mut store = opener.reopen(store);
    assert_eq!(store.heads(), Ok(Vec::new()));
}

fn history_is_linear(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let mut records = Vec::new();
    for revision in 0..20 {
        records.push(user(revision, &format!("user-{revision}")));
        let change = records.last().cloned().map(put).into_iter().collect();
        assert_eq!(store.commit(&[commit(account(0), revision, change)]), [Ok(revision + 1)]);
        assert_eq!(store.heads(), Ok(vec![Head { account: account(0), revision: revision + 1 }]));
        if revision % 7 == 0 {
            store = opener.reopen(store);
        }
    }
    expect_kept(opener, store, account(0), 20, &records);
}

fn another_expected_revision_is_stale(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let stranger = |expected| {
        let mut commit = commit(account(0), expected, vec![put(user(9, "stranger"))]);
        commit.request_id = format!("stranger-{expected}");
        commit
    };
    for expected in [1, 2, u64::MAX] {
        assert_eq!(store.commit(&[stranger(expected)]), [Err(CommitError::Stale)], "no account, {expected}");
    }
    assert_eq!(store.heads(), Ok(Vec::new()), "a stale commit makes no account");
    let ana = user(1, "ana");
    assert_eq!(store.commit(&[commit(account(0), 0, vec![put(ana.clone())])]), [Ok(1)]);
    assert_eq!(store.commit(&[commit(account(0), 1, Vec::new())]), [Ok(2)]);
    for expected in [0, 1, 3, 4, u64::MAX] {
        assert_eq!(store.commit(&[stranger(expected)]), [Err(CommitError::Stale)], "{expected}");
    }
    expect_kept(opener, store, account(0), 2, &[ana]);
}

fn commits_of_one_account_in_a_batch_follow_each_other(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let (ana, bob) = (user(1, "ana"), user(2, "bob"));
    let answers = store.commit(&[
        commit(account(0), 0, vec![put(ana.clone())]),
        commit(account(0), 1, vec![put(bob.clone())]),
        commit(account(0), 2, vec![remove(&ana)]),
    ]);
    assert_eq!(answers, [Ok(1), Ok(2), Ok(3)]);
    expect_kept(opener, store, account(0), 3, &[bob]);
}

fn a_refused_commit_leaves_the_others_of_its_batch_alone(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let users: Vec<Record> = (0..5).map(|number| user(number, &format!("user-{number}"))).collect();
    let of = |at: u64, expected, number: usize| {
        let mut commit =
            commit(account(at), expected, users.get(number).cloned().map(put).into_iter().collect());
        commit.request_id = format!("{at}-{number}");
        commit
    };
    let mut too_large = of(1, 0, 2);
    too_large.changes = vec![put(user(7, "seven")); CHANGES_MAX + 1];
    let batch = [of(0, 0, 0), of(0, 5, 1), too_large, of(2, 0, 3), of(0, 0, 2), of(0, 1, 4), of(1, 1, 1)];
    let answers = store.commit(&batch);
    assert_eq!(answers.len(), batch.len());
    assert!(matches!(answers.get(2), Some(Err(CommitError::Failed(_)))), "{answers:?}");
    let answers: Vec<Option<u64>> = answers.into_iter().map(Result::ok).collect();
    assert_eq!(answers, [Some(1), None, None, Some(1), None, Some(2), None]);
    let heads = [Head { account: account(0), revision: 2 }, Head { account: account(2), revision: 1 }];
    assert_eq!(store.heads(), Ok(heads.to_vec()));
    let kept = |numbers: &[usize]| -> Vec<Record> {
        numbers.iter().filter_map(|at| users.get(*at).cloned()).collect()
    };
    let store = expect_kept(opener, store, account(0), 2, &kept(&[0, 4]));
    expect_kept(opener, store, account(2), 1, &kept(&[3]));
}

fn a_commit_given_again_is_made_once(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let ana = user(1, "ana");
    let first = commit(account(0), 0, vec![put(ana.clone())]);
    let second = commit(account(0), 1, vec![remove(&ana)]);
    assert_eq!(store.commit(&[first.clone(), first.clone()]), [Ok(1), Ok(1)], "within a batch");
    let mut store = opener.reopen(store);
    assert_eq!(store.commit(std::slice::from_ref(&first)), [Ok(1)], "after the store was closed");
    assert_eq!(store.commit(&[second.clone(), first.clone()]), [Ok(2), Ok(1)], "after later commits");
    let mut later = second.clone();
    later.expected_revision = 2;
    assert_eq!(store.commit(&[later]), [Ok(3)], "decided again on a newer state it is another commit");
    let mut unnamed = second;
    unnamed.request_id = String::new();
    assert_eq!(store.commit(&[unnamed.clone()]), [Err(CommitError::Stale)]);
    unnamed.expected_revision = 3;
    let again = unnamed.clone();
    assert_eq!(
        store.commit(&[unnamed, again]),
        [Ok(4), Err(CommitError::Stale)],
        "without an id nothing is known"
    );
    expect_kept(opener, store, account(0), 4, &[]);
}

fn only_the_last_requests_are_remembered(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let kept = u64::try_from(REQUESTS_KEPT).unwrap_or(u64::MAX);
    let batch: Vec<_> = (0..=kept).map(|revision| commit(account(0), revision, Vec::new())).collect();
    assert!(store.commit(&batch).iter().all(Result::is_ok));
    let mut store = opener.reopen(store);
    let answers = store.commit(&batch);
    assert_eq!(answers.first(), Some(&Err(CommitError::Stale)), "the first one is forgotten");
    let others: Vec<_> = (2..=kept + 1).map(Ok).collect();
    assert_eq!(answers.get(1..), Some(others.as_slice()));
}

fn too_much_is_refused_and_leaves_no_trace(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let most = commit(account(0), 0, vec![put(user(1, "ana")); CHANGES_MAX]);
    let mut many_changes = commit(account(0), 1, most.changes.clone());
    many_changes.changes.push(put(user(1, "ana")));
    let mut long_id = commit(account(0), 1, Vec::new());
    long_id.request_id = "x".repeat(REQUEST_ID_BYTES_MAX + 1);
    let mut long_audit = commit(account(0), 1, Vec::new());
    long_audit.audit = "x".repeat(RECORD_BYTES_MAX + 1);
    let large_record =
        commit(account(0), 1, vec![put(user(2, "bob")), put(policy_version(1, RECORD_BYTES_MAX))]);
    assert_eq!(store.commit(&[most]), [Ok(1)]);
    for commit in [many_changes, long_id, long_audit, large_record] {
        let answers = store.commit(&[commit]);
        assert!(matches!(answers.as_slice(), [Err(CommitError::Failed(_))]), "{answers:?}");
    }
    let mut store = expect_kept(opener, store, account(0), 1, &[user(1, "ana")]);
    assert_eq!(store.audit_since(account(0), 0, 9).map(|lines| lines.len()), Ok(1));
}

fn changes_replace_and_remove(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let (ana, bob, renamed) = (user(1, "ana"), user(2, "bob"), user(1, "anna"));
    assert_eq!(store.commit(&[commit(account(0), 0, vec![put(ana.clone()), put(bob.clone())])]), [Ok(1)]);
    assert_eq!(store.commit(&[commit(account(0), 1, vec![put(renamed.clone())])]), [Ok(2)]);
    let mut store = expect_kept(opener, store, account(0), 2, &[renamed, bob.clone()]);
    let stranger = Change::Remove(Key::new(Kind::User, "AIDA99999999999999999"));
    assert_eq!(store.commit(&[commit(account(0), 2, vec![remove(&ana), stranger])]), [Ok(3)]);
    let mut store = expect_kept(opener, store, account(0), 3, std::slice::from_ref(&bob));
    assert_eq!(store.commit(&[commit(account(0), 3, vec![remove(&bob)])]), [Ok(4)]);
    let mut store = expect_kept(opener, store, account(0), 4, &[]);
    assert_eq!(store.heads(), Ok(vec![Head { account: account(0), revision: 4 }]), "an empty account stays");
}

fn the_last_change_of_a_key_in_a_commit_holds(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let (ana, bob) = (user(1, "ana"), user(2, "bob"));
    let changes = vec![put(ana.clone()), remove(&ana), remove(&bob), put(user(2, "b")), put(bob.clone())];
    assert_eq!(store.commit(&[commit(account(0), 0, changes)]), [Ok(1)]);
    expect_kept(opener, store, account(0), 1, &[bob]);
}

fn an_empty_commit_counts(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    assert_eq!(store.commit(&[commit(account(0), 0, Vec::new())]), [Ok(1)]);
    expect_kept(opener, store, account(0), 1, &[]);
}

fn accounts_are_apart_and_in_order(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let numbers = [111_122_223_333, 999_999_999_999, 0, 42];
    let accounts: Vec<AccountId> = numbers.into_iter().filter_map(AccountId::from_number).collect();
    for account in &accounts {
        // The same key in every account.
        let change = put(user(1, &format!("user of {account}")));
        assert_eq!(store.commit(&[commit(*account, 0, vec![change])]), [Ok(1)]);
    }
    let mut sorted = accounts.clone();
    sorted.sort();
    let heads: Vec<Head> = sorted.iter().map(|account| Head { account: *account, revision: 1 }).collect();
    assert_eq!(store.heads(), Ok(heads));
    for account in accounts {
        store = expect_kept(opener, store, account, 1, &[user(1, &format!("user of {account}"))]);
    }
}

fn every_kind_of_record_comes_back_as_it_was(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let records = each_kind(account(0));
    for kind in Kind::ALL {
        assert!(
            records.iter().any(|record| record.key().kind == kind),
            "{kind:?} is missing from the samples"
        );
    }
    let changes = records.iter().cloned().map(put).collect();
    assert_eq!(store.commit(&[commit(account(0), 0, changes)]), [Ok(1)]);
    expect_kept(opener, store, account(0), 1, &records);
}

fn large_records_and_full_commits_come_back(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let large = [policy_version(1, RECORD_BYTES_MAX - 200), policy_version(2, 131_072)];
    let changes = large.iter().cloned().map(put).collect();
    assert_eq!(store.commit(&[commit(account(0), 0, changes)]), [Ok(1)]);
    let most = u64::try_from(CHANGES_MAX).unwrap_or(u64::MAX);
    let users: Vec<Record> = (0..most).map(|number| user(number, &"ü".repeat(64))).collect();
    let changes = users.iter().cloned().map(put).collect();
    assert_eq!(store.commit(&[commit(account(0), 1, changes)]), [Ok(2)]);
    let all: Vec<Record> = users.into_iter().chain(large).collect();
    expect_kept(opener, store, account(0), 2, &all);
}

fn audit_lines_come_back_in_order(opener: &mut dyn Opener) {
    let mut store = opener.fresh();
    let batch: Vec<_> = (0..12).map(|revision| commit(account(0), revision, Vec::new())).collect();
    assert!(store.commit(&batch).iter().all(Result::is_ok));
    assert_eq!(store.commit(&[commit(account(0), 3, vec![put(user(1, "ana")); CHANGES_MAX + 1])]).len(), 1);
    let mut store = opener.reopen(store);
    for (since, lines_max, revisions) in [
        (0, 99, 1..13),
        (0, 5, 1..6),
        (4, 3, 5..8),
        (10, 99, 11..13),
        (12, 9, 0..0),
        (u64::MAX, 9, 0..0),
        (0, 0, 0..0),
    ] {
        let lines = store.audit_since(account(0), since, lines_max);
        let lines: Option<Vec<_>> =
            lines.ok().map(|lines| lines.into_iter().map(|line| (line.revision, line.line)).collect());
        let expected: Vec<_> =
            revisions.map(|revision| (revision, audit_line(account(0), revision))).collect();
        assert_eq!(lines, Some(expected), "since {since}, at most {lines_max}");
    }
}
