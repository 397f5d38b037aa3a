// SPDX-License-Identifier: Apache-2.0
//! What is refused at start, and what the refusal says.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod scratch;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use portcullis_directory::change::Change;
use portcullis_store::embedded::Embedded;
use portcullis_store::testing::contents;
use portcullis_store::testing::samples::{self, account, commit, each_kind};
use portcullis_store::{MasterKey, MasterKeyError, Store, StoreError};
use rusqlite::Connection;

use scratch::{Scratch, master_key};

const DATABASE: &str = "portcullis.db";

/// A closed store with one account that has a record of each kind.
fn filled() -> Scratch {
    let directory = Scratch::new();
    let mut store = Embedded::open(directory.path(), &master_key()).unwrap();
    let changes = each_kind(account(0)).into_iter().map(Change::Put).collect();
    assert_eq!(store.commit(&[commit(account(0), 0, changes)]), [Ok(1)]);
    directory
}

fn refusal(directory: &Path, master_key: &MasterKey) -> StoreError {
    Embedded::open(directory, master_key).err().expect("the store should not open")
}

fn change_database(directory: &Path, sql: &str) {
    Connection::open(directory.join(DATABASE)).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_second_opener_is_refused_until_the_first_is_gone() {
    let directory = filled();
    let first = Embedded::open(directory.path(), &master_key()).unwrap();
    let StoreError::Locked(text) = refusal(directory.path(), &master_key()) else { panic!("not locked") };
    assert!(text.contains(directory.path().to_str().unwrap()) && text.contains("stop it first"), "{text}");
    drop(first);
    Embedded::open(directory.path(), &master_key()).unwrap();
}

#[test]
fn a_wrong_master_key_is_refused_and_the_right_one_still_opens() {
    let directory = filled();
    let StoreError::WrongMasterKey(text) = refusal(directory.path(), &MasterKey::from_bytes([0; 32])) else {
        panic!("not a wrong key")
    };
    assert!(text.contains("the key that the store was made with"), "{text}");
    let mut store = Embedded::open(directory.path(), &master_key()).unwrap();
    assert_eq!(contents(&mut store, account(0)).unwrap().0, 1);
}

#[test]
fn a_damaged_keyring_is_not_taken_for_a_wrong_key() {
    let directory = filled();
    change_database(directory.path(), "UPDATE keyring SET wrapped = zeroblob(60)");
    let StoreError::Unavailable(text) = refusal(directory.path(), &master_key()) else { panic!() };
    assert!(text.contains("keyring") && text.contains("restore the store from a backup"), "{text}");
    change_database(directory.path(), "DELETE FROM keyring");
    let StoreError::Unavailable(text) = refusal(directory.path(), &master_key()) else { panic!() };
    assert!(text.contains("it is empty"), "{text}");
}

#[test]
fn a_newer_format_is_refused_and_left_alone() {
    let directory = filled();
    change_database(directory.path(), "PRAGMA user_version = 2");
    let before = fs::read(directory.path().join(DATABASE)).unwrap();
    let StoreError::NewerFormat(text) = refusal(directory.path(), &master_key()) else { panic!("not newer") };
    assert!(
        text.contains("format 2") && text.contains("up to 1") && text.contains("newer program"),
        "{text}"
    );
    assert_eq!(fs::read(directory.path().join(DATABASE)).unwrap(), before);
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let directory = Scratch::new();
    fs::create_dir_all(directory.path()).unwrap();
    change_database(directory.path(), "CREATE TABLE coffee (bean TEXT)");
    let before = fs::read(directory.path().join(DATABASE)).unwrap();
    let StoreError::Unavailable(text) = refusal(directory.path(), &master_key()) else { panic!() };
    assert!(text.contains("not a whole Portcullis store"), "{text}");
    assert_eq!(fs::read(directory.path().join(DATABASE)).unwrap(), before);
    fs::write(directory.path().join(DATABASE), b"these bytes are no database at all, however long they are")
        .unwrap();
    assert!(matches!(refusal(directory.path(), &master_key()), StoreError::Unavailable(_)));
}

#[test]
fn a_store_that_is_gone_is_not_begun_anew() {
    for lose in [
        (|path| fs::remove_file(path).unwrap()) as fn(&Path),
        |path| fs::write(path, b"").unwrap(),
        |path| {
            fs::remove_file(path).unwrap();
            Connection::open(path).unwrap().execute_batch("PRAGMA journal_mode = WAL").unwrap();
        },
    ] {
        let directory = filled();
        lose(&directory.path().join(DATABASE));
        assert!(Embedded::exists(directory.path()));
        let StoreError::Unavailable(text) = refusal(directory.path(), &master_key()) else { panic!() };
        assert!(text.contains("missing or empty") && text.contains("backup"), "{text}");
    }
}

#[test]
fn the_log_of_a_store_that_is_gone_stays() {
    let directory = filled();
    let (database, log) = (directory.path().join(DATABASE), directory.path().join("portcullis.db-wal"));
    fs::write(&database, b"").unwrap();
    fs::write(&log, b"the last commits, for whoever comes to the rescue").unwrap();
    assert!(matches!(refusal(directory.path(), &master_key()), StoreError::Unavailable(_)));
    assert!(log.exists(), "SQLite, let near it, removes the log of an empty database");
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let StoreError::Unavailable(text) = refusal(Path::new("/proc/portcullis"), &master_key()) else {
        panic!()
    };
    assert!(text.contains("cannot use the data directory `/proc/portcullis`"), "{text}");
}

#[test]
fn files_are_for_their_owner_alone() {
    let directory = Scratch::new();
    let nested = directory.path().join("a/b");
    // A copy that was put back may have any permissions.
    drop(Embedded::open(&nested, &master_key()).unwrap());
    fs::set_permissions(nested.join(DATABASE), fs::Permissions::from_mode(0o644)).unwrap();
    let mut store = Embedded::open(&nested, &master_key()).unwrap();
    assert_eq!(store.commit(&[commit(account(0), 0, Vec::new())]), [Ok(1)]);
    assert_eq!(fs::metadata(&nested).unwrap().mode() & 0o777, 0o700);
    let files: Vec<_> = fs::read_dir(&nested).unwrap().map(Result::unwrap).collect();
    assert!(files.len() >= 3, "database, log and lock");
    for file in files {
        assert_eq!(file.metadata().unwrap().mode() & 0o777, 0o600, "{:?}", file.path());
    }
}

#[test]
fn secrets_are_not_in_the_files() {
    let directory = filled();
    let mut store = Embedded::open(directory.path(), &master_key()).unwrap();
    let changes = each_kind(account(1)).into_iter().map(Change::Put).collect();
    assert_eq!(store.commit(&[commit(account(1), 0, changes)]), [Ok(1)]);
    // The store is open, so that its log is searched too.
    for file in fs::read_dir(directory.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for secret in [samples::SECRET, "root@example.com", "Steht an der Kasse", "CreateUser"] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
        }
    }
}

#[test]
fn a_master_key_file_is_made_once_and_kept() {
    let directory = Scratch::new();
    let file = directory.path().join("keys/master.key");
    let key = MasterKey::load_or_create(&file, directory.path()).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&file).unwrap().len(), 65);
    drop(Embedded::open(directory.path(), &key).unwrap());
    let again = MasterKey::load_or_create(&file, directory.path()).unwrap();
    drop(Embedded::open(directory.path(), &again).unwrap());
    let other =
        MasterKey::load_or_create(&directory.path().join("other.key"), &directory.path().join("none"))
            .unwrap();
    assert!(matches!(refusal(directory.path(), &other), StoreError::WrongMasterKey(_)));
}

#[test]
fn a_lost_master_key_is_never_replaced() {
    let directory = filled();
    let file = directory.path().join("master.key");
    let error = MasterKey::load_or_create(&file, directory.path()).unwrap_err();
    assert!(matches!(error, MasterKeyError::Lost { .. }));
    assert!(error.to_string().contains("put the file back from your backup"), "{error}");
    assert!(!file.exists());
}

#[test]
fn master_key_files_that_others_can_read_or_that_hold_no_key_are_refused_by_name() {
    let directory = Scratch::new();
    fs::create_dir_all(directory.path()).unwrap();
    let file = directory.path().join("master.key");
    let refuse = |text: &[u8], mode| {
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let error = MasterKey::load(&file).unwrap_err();
        assert!(error.to_string().contains(file.to_str().unwrap()), "{error}");
        error
    };
    let good = "a".repeat(64);
    for mode in [0o640, 0o604, 0o620, 0o602, 0o601, 0o777] {
        let error = refuse(good.as_bytes(), mode);
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }
    for text in ["", "short", &"a".repeat(63), &"a".repeat(9_000)] {
        assert!(matches!(refuse(text.as_bytes(), 0o600), MasterKeyError::MalformedFile(_)), "{text}");
    }
    assert!(matches!(refuse(&[0xFF; 64], 0o600), MasterKeyError::MalformedFile(_)));
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o700)).unwrap();
    assert!(matches!(MasterKey::load(&file), Err(MasterKeyError::Unreadable { .. })));
}
