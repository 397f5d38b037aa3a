// SPDX-License-Identifier: Apache-2.0
//! Damage is never served: what loads is what was written, and everything else is an error with a name.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod scratch;

use std::fs;
use std::path::{Path, PathBuf};

use portcullis_directory::change::Change;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::Record;
use portcullis_store::embedded::Embedded;
use portcullis_store::testing::contents;
use portcullis_store::testing::samples::{account, commit, each_kind, policy_version, user};
use portcullis_store::{AuditLine, Commit, CommitError, Store, StoreError};
use rusqlite::Connection;

use scratch::{Scratch, master_key};

const ACCOUNTS: u64 = 4;
const PAGE_BYTES: usize = 4_096;

/// A closed store of four accounts with some history, and all that was written to it.
struct Pristine {
    directory: Scratch,
    bytes: Vec<u8>,
    accounts: Vec<Written>,
}

#[derive(Debug, PartialEq)]
struct Written {
    revision: u64,
    records: Vec<Record>,
    audit: Vec<AuditLine>,
}

impl Pristine {
    fn new() -> Self {
        let directory = Scratch::new();
        let mut store = open(directory.path()).unwrap();
        for index in 0..ACCOUNTS {
            let account = account(index);
            let all =
                each_kind(account).into_iter().chain([policy_version(1, 6_000), policy_version(3, 20_000)]);
            let more = (2..30).map(|number| user(number, "before"));
            let batch = [
                commit(account, 0, all.chain(more).map(Change::Put).collect()),
                commit(account, 1, (2..20).map(|number| Change::Put(user(number, "after"))).collect()),
                commit(account, 2, (15..25).map(|number| Change::Remove(user(number, "").key())).collect()),
            ];
            assert_eq!(store.commit(&batch), [Ok(1), Ok(2), Ok(3)]);
        }
        let accounts = (0..ACCOUNTS).map(|index| read(&mut store, index).unwrap()).collect();
        drop(store);
        let bytes = fs::read(database(directory.path())).unwrap();
        assert!(!directory.path().join("portcullis.db-wal").exists(), "everything is in the database file");
        Self { directory, bytes, accounts }
    }

    /// Puts other bytes in the place of the database and reads what can be read.
    fn outcome_with(&self, bytes: &[u8]) -> Outcome {
        let path = database(self.directory.path());
        let _ = fs::remove_file(path.with_extension("db-wal"));
        let _ = fs::remove_file(path.with_extension("db-shm"));
        fs::write(path, bytes).unwrap();
        self.outcome()
    }

    fn outcome_of_sql(&self, sql: &str) -> Outcome {
        fs::write(database(self.directory.path()), &self.bytes).unwrap();
        let connection = Connection::open(database(self.directory.path())).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        connection.execute_batch(sql).unwrap();
        drop(connection);
        self.outcome()
    }

    fn outcome(&self) -> Outcome {
        let mut store = match open(self.directory.path()) {
            Ok(store) => store,
            Err(error) => return Outcome { refused: Some(error), ..Outcome::default() },
        };
        let mut outcome = Outcome { findings: store.damage().to_vec(), ..Outcome::default() };
        match store.heads() {
            Ok(heads) => {
                // An account may be refused, but it is never forgotten.
                let listed = |index: &u64| heads.iter().any(|head| head.account == account(*index));
                outcome.forgotten = (0..ACCOUNTS).filter(|index| !listed(index)).collect();
            }
            Err(error) => outcome.errors.push(error.to_string()),
        }
        for (index, written) in (0..).zip(&self.accounts) {
            match read(&mut store, index) {
                Ok(found) if found == *written => outcome.whole.push(index),
                Ok(_) => outcome.wrong.push(index),
                Err(error) => outcome.errors.push(error.to_string()),
            }
        }
        outcome
    }
}

/// What a store does after something happened to its file.
#[derive(Debug, Default)]
struct Outcome {
    refused: Option<StoreError>,
    findings: Vec<String>,
    /// Accounts that came back as they were written.
    whole: Vec<u64>,
    /// Accounts that came back as they were not written: there must never be any.
    wrong: Vec<u64>,
    /// Accounts that are not listed.
    forgotten: Vec<u64>,
    errors: Vec<String>,
}

impl Outcome {
    /// Nothing wrong was served, and nothing is missing without a word.
    fn is_honest(&self) -> bool {
        let loud = self.refused.is_some() || !self.findings.is_empty() || !self.errors.is_empty();
        self.wrong.is_empty() && (loud || (self.forgotten.is_empty() && self.whole.len() == 4))
    }
}

fn database(directory: &Path) -> PathBuf {
    directory.join("portcullis.db")
}

fn open(directory: &Path) -> Result<Embedded, StoreError> {
    Embedded::open(directory, &master_key())
}

fn read(store: &mut Embedded, index: u64) -> Result<Written, StoreError> {
    let (revision, records) = contents(store, account(index))?;
    let audit = store.audit_since(account(index), 0, 1_000)?;
    Ok(Written { revision, records, audit })
}

/// A sequence of numbers that looks random and is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit
    }
}

#[test]
fn a_flipped_bit_is_noticed() {
    let pristine = Pristine::new();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut noticed = 0;
    for _ in 0..300 {
        let (at, bit) = (dice.below(pristine.bytes.len()), dice.below(8));
        let mut bytes = pristine.bytes.clone();
        bytes[at] ^= 1 << bit;
        let outcome = pristine.outcome_with(&bytes);
        assert!(outcome.is_honest(), "bit {bit} of byte {at}: {outcome:?}");
        noticed += u32::from(outcome.whole.len() < 4 || !outcome.findings.is_empty());
    }
    assert!(noticed > 150, "most of the file is in use, so most flips must show: {noticed}");
}

#[test]
fn a_zeroed_page_is_noticed() {
    let pristine = Pristine::new();
    for page in 0..pristine.bytes.len() / PAGE_BYTES {
        let mut bytes = pristine.bytes.clone();
        bytes[page * PAGE_BYTES..(page + 1) * PAGE_BYTES].fill(0);
        let outcome = pristine.outcome_with(&bytes);
        assert!(outcome.is_honest(), "page {page}: {outcome:?}");
        assert!(outcome.refused.is_some() || outcome.forgotten.is_empty(), "page {page}: {outcome:?}");
    }
}

#[test]
fn a_truncated_file_is_noticed() {
    let pristine = Pristine::new();
    let mut dice = Dice(7);
    let pages = (0..pristine.bytes.len()).step_by(PAGE_BYTES);
    let anywhere: Vec<usize> = (0..50).map(|_| dice.below(pristine.bytes.len())).collect();
    let mut unnoticed = 0;
    for length in pages.chain(anywhere) {
        let outcome = pristine.outcome_with(&pristine.bytes[..length]);
        assert!(outcome.is_honest(), "{length} bytes: {outcome:?}");
        unnoticed += u32::from(outcome.refused.is_none() && outcome.findings.is_empty());
    }
    // Only the loss of an end that nothing was stored in may go without a word.
    assert!(unnoticed <= 3, "{unnoticed}");
}

#[test]
fn a_page_over_another_is_noticed() {
    let pristine = Pristine::new();
    let pages = pristine.bytes.len() / PAGE_BYTES;
    let mut dice = Dice(11);
    for _ in 0..100 {
        let (from, to) = (dice.below(pages), dice.below(pages));
        let mut bytes = pristine.bytes.clone();
        bytes.copy_within(from * PAGE_BYTES..(from + 1) * PAGE_BYTES, to * PAGE_BYTES);
        let outcome = pristine.outcome_with(&bytes);
        assert!(outcome.is_honest(), "page {from} over page {to}: {outcome:?}");
    }
}

/// Changes made with SQLite itself, which its own check finds nothing wrong with, and a part of what is then said of
/// account 0. All other accounts must come back whole.
const FORGERIES: [(&str, &str); 17] = [
    ("DELETE FROM record WHERE account = 111122223333 AND kind = 'user' AND id LIKE '%05'", "one is missing"),
    ("DELETE FROM record WHERE account = 111122223333", "one is missing"),
    (
        "UPDATE record SET sealed = (SELECT sealed FROM record WHERE id LIKE 'AIDA%06' AND account = 111122223333)
         WHERE id LIKE 'AIDA%05' AND account = 111122223333",
        "row `user/AIDA00000000000000005` is not what was written",
    ),
    (
        "UPDATE record SET sealed = (SELECT sealed FROM record AS other WHERE other.account = 111122223334
         AND other.kind = record.kind AND other.id = record.id) WHERE kind = 'role' AND account = 111122223333",
        "row `role/AROA00000000000000001` is not what was written",
    ),
    ("UPDATE record SET id = 'AKIAIOSFODNN7EXAMPLF' WHERE kind = 'access-key' AND account = 111122223333", "`access-key/AKIAIOSFODNN7EXAMPLF`"),
    ("UPDATE record SET kind = 'group' WHERE kind = 'user' AND id LIKE '%05' AND account = 111122223333", "`group/"),
    ("UPDATE record SET kind = 'king' WHERE kind = 'role' AND account = 111122223333", "is of an unknown kind"),
    ("UPDATE record SET revision = 1 WHERE id LIKE 'AIDA%05' AND account = 111122223333", "`user/AIDA00000000000000005`"),
    ("UPDATE record SET revision = -revision WHERE id LIKE 'AIDA%05' AND account = 111122223333", "`user/AIDA00000000000000005`"),
    ("UPDATE record SET key_id = 2 WHERE id LIKE 'AIDA%05' AND account = 111122223333", "`user/AIDA00000000000000005`"),
    ("UPDATE record SET sealed = x'' WHERE id LIKE 'AIDA%05' AND account = 111122223333", "`user/AIDA00000000000000005`"),
    (
        "INSERT INTO record SELECT account, kind, 'AIDA00000000000000099', revision, key_id, sealed FROM record
         WHERE account = 111122223333 AND id LIKE 'AIDA%05'",
        "`user/AIDA00000000000000099`",
    ),
    ("UPDATE head SET revision = 2 WHERE account = 111122223333", "its head is not what was written"),
    ("DELETE FROM head WHERE account = 111122223333", "its head is missing"),
    (
        "UPDATE head SET sealed = (SELECT sealed FROM head WHERE account = 111122223334) WHERE account = 111122223333",
        "its head is not what was written",
    ),
    ("DELETE FROM audit WHERE account = 111122223333 AND revision = 2", "audit line 2 is missing"),
    (
        "UPDATE audit SET sealed = (SELECT sealed FROM audit WHERE account = 111122223333 AND revision = 1)
         WHERE account = 111122223333 AND revision = 2",
        "audit line 2 is not what was written",
    ),
];

#[test]
fn a_forgery_is_refused_by_name_and_the_other_accounts_serve() {
    let pristine = Pristine::new();
    for (sql, what) in FORGERIES {
        let outcome = pristine.outcome_of_sql(sql);
        assert_eq!(outcome.whole, [1, 2, 3], "{sql}: {outcome:?}");
        let [error] = outcome.errors.as_slice() else { panic!("{sql}: {outcome:?}") };
        assert!(
            error.starts_with("account 111122223333 is damaged: ") && error.contains(what),
            "{sql}: {error}"
        );
        assert!(outcome.findings.is_empty() && outcome.forgotten.is_empty(), "{sql}: {outcome:?}");
    }
}

/// Commits one after another, then what is put back from the store as it was after the first, and what is said.
type Rollback = (fn() -> Vec<Commit>, &'static str, &'static str);

const SUM_DIFFERS: &str = "one is missing, added, or older than it should be";

const ROLLBACKS: [Rollback; 6] = [
    (replaced, "INSERT OR REPLACE INTO record SELECT * FROM old.record", SUM_DIFFERS),
    (removed, "INSERT OR REPLACE INTO record SELECT * FROM old.record", SUM_DIFFERS),
    (replaced, "INSERT OR REPLACE INTO head SELECT * FROM old.head", "is newer than its account's head"),
    (removed, "INSERT OR REPLACE INTO head SELECT * FROM old.head", SUM_DIFFERS),
    (
        removed,
        "INSERT OR REPLACE INTO head SELECT * FROM old.head;
         INSERT OR REPLACE INTO record SELECT * FROM old.record",
        "its audit lines go on after its head",
    ),
    (
        || vec![commit(account(1), 0, Vec::new()), commit(account(0), 0, vec![administrator()])],
        "INSERT OR REPLACE INTO roster SELECT * FROM old.roster",
        "its head is not in the list of accounts",
    ),
];

fn administrator() -> Change {
    Change::Put(user(1, "ana, an administrator"))
}

fn replaced() -> Vec<Commit> {
    vec![
        commit(account(0), 0, vec![administrator()]),
        commit(account(0), 1, vec![Change::Put(user(1, "ana"))]),
    ]
}

fn removed() -> Vec<Commit> {
    let removal = Change::Remove(user(1, "").key());
    vec![commit(account(0), 0, vec![administrator()]), commit(account(0), 1, vec![removal])]
}

#[test]
fn what_is_older_than_it_should_be_is_noticed() {
    for (commits, sql, what) in ROLLBACKS {
        let directory = Scratch::new();
        let old = directory.path().join("old.db");
        for (number, commit) in commits().into_iter().enumerate() {
            let mut store = open(directory.path()).unwrap();
            assert!(store.commit(&[commit])[0].is_ok());
            drop(store);
            if number == 0 {
                fs::copy(database(directory.path()), &old).unwrap();
            }
        }
        let connection = Connection::open(database(directory.path())).unwrap();
        connection.execute("ATTACH ?1 AS old", [old.to_str().unwrap()]).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        connection.execute_batch(sql).unwrap();
        drop(connection);
        let mut store = open(directory.path()).unwrap();
        assert!(store.heads().unwrap().iter().any(|head| head.account == account(0)), "{sql}");
        let error = store.load(account(0)).unwrap_err().to_string();
        assert!(error.contains(what), "{sql}: {error}");
    }
}

#[test]
fn a_head_that_nobody_wrote_is_refused() {
    let pristine = Pristine::new();
    let forged = "INSERT INTO head SELECT 5, revision, key_id, sealed FROM head WHERE account = 111122223333";
    let outcome = pristine.outcome_of_sql(forged);
    assert_eq!(outcome.whole, [0, 1, 2, 3], "{outcome:?}");
    let stranger = AccountId::from_number(5).unwrap();
    let mut store = open(pristine.directory.path()).unwrap();
    assert!(store.heads().unwrap().iter().any(|head| head.account == stranger && head.revision == 0));
    assert!(matches!(store.load(stranger), Err(StoreError::Damaged { .. })));
    let answers = store.commit(&[commit(stranger, 0, Vec::new())]);
    assert!(matches!(answers.as_slice(), [Err(CommitError::Failed(_))]), "{answers:?}");
}

#[test]
fn without_the_list_of_accounts_the_store_serves_and_does_not_commit() {
    let pristine = Pristine::new();
    for sql in ["DELETE FROM roster", "UPDATE roster SET sealed = zeroblob(40)"] {
        let outcome = pristine.outcome_of_sql(sql);
        assert_eq!(outcome.findings, ["the list of accounts is not what was written"]);
        assert_eq!(outcome.whole, [0, 1, 2, 3], "{outcome:?}");
        let mut store = open(pristine.directory.path()).unwrap();
        let answers = store.commit(&[commit(account(0), 3, Vec::new())]);
        let [Err(CommitError::Failed(text))] = answers.as_slice() else { panic!("{answers:?}") };
        assert!(text.contains("can only be read") && text.contains("restore it from a backup"), "{text}");
    }
}

#[test]
fn a_damaged_row_is_not_replaced_without_a_word() {
    let pristine = Pristine::new();
    pristine.outcome_of_sql(
        "UPDATE record SET sealed = zeroblob(80) WHERE account = 111122223333 AND id = 'AIDA00000000000000005'",
    );
    let mut store = open(pristine.directory.path()).unwrap();
    let batch = [
        commit(account(0), 3, vec![Change::Put(user(4, "four")), Change::Put(user(5, "five"))]),
        commit(account(1), 3, vec![Change::Put(user(5, "five"))]),
        commit(account(0), 3, vec![Change::Put(user(6, "six"))]),
    ];
    let answers = store.commit(&batch);
    let [Err(CommitError::Failed(text)), Ok(4), Ok(4)] = answers.as_slice() else { panic!("{answers:?}") };
    assert!(text.contains("row `user/AIDA00000000000000005` is not what was written"), "{text}");
}
