// SPDX-License-Identifier: Apache-2.0
//! Tests that need the connection: settings that hold, and transactions that fail half-way.

use std::path::PathBuf;

use super::*;
use crate::testing::contents;
use crate::testing::samples::{account, commit, policy_version, user};
use portcullis_directory::change::Change;
use portcullis_directory::record::Record;

struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("portcullis-embedded-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    fn open(&self) -> Embedded {
        Embedded::open(&self.0, &MasterKey::from_bytes([7; 32])).unwrap()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn put(record: Record) -> Vec<Change> {
    vec![Change::Put(record)]
}

#[test]
fn the_settings_are_those_that_lose_nothing() {
    let directory = Directory::new("settings");
    let store = directory.open();
    let pragma = |name: &str| -> String {
        let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
        store.connection.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let settings = [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("secure_delete", "1"),
        ("user_version", "1"),
    ];
    for (name, value) in settings {
        assert_eq!(pragma(name), value, "{name}");
    }
    for (name, value) in [("mmap_size", 0), ("busy_timeout", 5_000), ("application_id", 0x506F_7274)] {
        let holds: i64 = store.connection.pragma_query_value(None, name, |row| row.get(0)).unwrap();
        assert_eq!(holds, value, "{name}");
    }
}

/// A way to make SQLite fail in the middle of a batch, and to stop that.
struct Obstacle {
    put: &'static str,
    take_away: &'static str,
}

const OBSTACLES: [Obstacle; 3] = [
    Obstacle { put: "PRAGMA max_page_count = 20", take_away: "PRAGMA max_page_count = 4294967294" },
    Obstacle {
        put: "CREATE TEMP TRIGGER obstacle BEFORE INSERT ON main.audit WHEN NEW.revision = 2
              BEGIN SELECT RAISE(ABORT, 'obstacle'); END",
        take_away: "DROP TRIGGER obstacle",
    },
    // A row of an account that does not exist is noticed at COMMIT only.
    Obstacle {
        put: "CREATE TEMP TRIGGER obstacle AFTER INSERT ON main.audit WHEN NEW.revision = 2
              BEGIN INSERT INTO audit VALUES (1, 1, 1, x'00'); END",
        take_away: "DROP TRIGGER obstacle",
    },
];

#[test]
fn a_batch_that_fails_is_not_made_and_the_store_goes_on() {
    for (index, obstacle) in OBSTACLES.iter().enumerate() {
        let directory = Directory::new(&format!("obstacle-{index}"));
        let mut store = directory.open();
        let first = commit(account(0), 0, put(user(1, "ana")));
        assert_eq!(store.commit(std::slice::from_ref(&first)), [Ok(1)]);
        store.connection.execute_batch(obstacle.put).unwrap();
        let batch = [
            first.clone(),
            commit(account(1), 0, put(policy_version(1, 500_000))),
            commit(account(1), 7, Vec::new()),
            commit(account(0), 1, put(user(2, "bob"))),
        ];
        let answers = store.commit(&batch);
        assert_eq!(answers[0], Ok(1), "what was made before stands: {index}");
        assert!(matches!(answers[1], Err(CommitError::Failed(_))), "{index}: {answers:?}");
        assert!(
            matches!(answers[2], Err(CommitError::Failed(_) | CommitError::Stale)),
            "{index}: {answers:?}"
        );
        assert!(matches!(answers[3], Err(CommitError::Failed(_))), "{index}: {answers:?}");
        store.connection.execute_batch(obstacle.take_away).unwrap();
        assert_eq!(contents(&mut store, account(0)), Ok((1, vec![user(1, "ana")])), "{index}");
        assert_eq!(contents(&mut store, account(1)), Err(StoreError::NoAccount(account(1))), "{index}");
        let answers = store.commit(&batch);
        assert_eq!(answers, [Ok(1), Ok(1), Err(CommitError::Stale), Ok(2)], "{index}");
        drop(store);
        let mut store = directory.open();
        assert_eq!(contents(&mut store, account(0)).unwrap().0, 2, "{index}");
        assert_eq!(contents(&mut store, account(1)), Ok((1, vec![policy_version(1, 500_000)])), "{index}");
    }
}

#[test]
fn a_commit_that_fails_and_cannot_be_written_over_is_ambiguous() {
    let directory = Directory::new("ambiguous");
    let mut store = directory.open();
    store.connection.execute_batch(OBSTACLES[2].put).unwrap();
    let unsettled = "CREATE TEMP TRIGGER unsettled BEFORE UPDATE ON main.settlement
                     BEGIN SELECT RAISE(ABORT, 'unsettled'); END";
    store.connection.execute_batch(unsettled).unwrap();
    let batch = [commit(account(0), 0, put(user(1, "ana"))), commit(account(0), 1, Vec::new())];
    let answers = store.commit(&batch);
    assert!(matches!(answers.as_slice(), [Err(CommitError::Ambiguous(_)), Err(CommitError::Ambiguous(_))]));
    store.connection.execute_batch("DROP TRIGGER obstacle; DROP TRIGGER unsettled").unwrap();
    assert_eq!(store.commit(&batch), [Ok(1), Ok(2)], "the same commits can be given again");
}

#[test]
fn nothing_is_written_to_an_account_that_was_found_damaged() {
    let directory = Directory::new("read-only-account");
    let mut store = directory.open();
    for index in 0..2 {
        assert_eq!(store.commit(&[commit(account(index), 0, put(user(1, "ana")))]), [Ok(1)]);
    }
    store.connection.execute("DELETE FROM record WHERE account = ?1", [account(0).number() as i64]).unwrap();
    assert!(matches!(store.load(account(0)), Err(StoreError::Damaged { .. })));
    let answers = store.commit(&[commit(account(0), 1, Vec::new()), commit(account(1), 1, Vec::new())]);
    assert!(matches!(answers.as_slice(), [Err(CommitError::Failed(_)), Ok(2)]), "{answers:?}");
}

#[test]
fn derived_secrets_depend_on_the_label_and_outlive_a_restart() {
    let directory = Directory::new("derive");
    let store = directory.open();
    let (one, other) = (store.derive("one").unwrap(), store.derive("other").unwrap());
    assert_ne!(one, other);
    drop(store);
    assert_eq!(directory.open().derive("one").unwrap(), one);
    let elsewhere = Directory::new("derive-elsewhere");
    assert_ne!(elsewhere.open().derive("one").unwrap(), one, "each store has a data key of its own");
}
