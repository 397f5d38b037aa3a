// SPDX-License-Identifier: Apache-2.0
//! The tables, and how SQLite is set.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

use crate::StoreError;

/// The version of the stored format: the tables and the sealing. A program refuses what a newer one wrote.
pub(super) const FORMAT: u8 = 1;

/// "Port", by which `file` and SQLite's tools tell our databases.
const APPLICATION_ID: i64 = 0x506F_7274;

pub(super) const SELECT_HEAD: &str = "SELECT revision, key_id, sealed FROM head WHERE account = ?1";

/// The settings, each with the value that SQLite must then report. They are the ones that lose nothing at a loss of
/// power, notice damage early, and leave nothing of deleted rows behind.
const SETTINGS: [(&str, &str); 8] = [
    ("busy_timeout", "5000"),
    ("cell_size_check", "1"),
    ("foreign_keys", "1"),
    ("journal_mode", "wal"),
    ("mmap_size", "0"),
    ("secure_delete", "1"),
    // FULL: with less, a loss of power loses commits that were answered.
    ("synchronous", "2"),
    ("trusted_schema", "0"),
];

/// Tables without rowid are one tree each, ordered by account: there is no index beside them that could disagree,
/// and a damaged page touches few accounts.
const TABLES: &str = "
    CREATE TABLE keyring (
        key_id INTEGER PRIMARY KEY,
        master_check BLOB NOT NULL,
        wrapped BLOB NOT NULL
    ) STRICT;
    CREATE TABLE roster (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        revision INTEGER NOT NULL,
        key_id INTEGER NOT NULL,
        sealed BLOB NOT NULL
    ) STRICT;
    CREATE TABLE head (
        account INTEGER PRIMARY KEY,
        revision INTEGER NOT NULL,
        key_id INTEGER NOT NULL,
        sealed BLOB NOT NULL
    ) STRICT;
    CREATE TABLE record (
        account INTEGER NOT NULL REFERENCES head (account) DEFERRABLE INITIALLY DEFERRED,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        key_id INTEGER NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (account, kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE audit (
        account INTEGER NOT NULL REFERENCES head (account) DEFERRABLE INITIALLY DEFERRED,
        revision INTEGER NOT NULL,
        key_id INTEGER NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (account, revision)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE settlement (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        count INTEGER NOT NULL
    ) STRICT;
    INSERT INTO settlement (id, count) VALUES (1, 0);
";

/// Whether a database is new or holds a store.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Contents {
    Nothing,
    Store,
}

/// Opens the database and says what is in it, changing nothing.
pub(super) fn connect(path: &Path) -> Result<(Connection, Contents), StoreError> {
    let failed = |error: rusqlite::Error| unreadable(path, &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.busy_timeout(Duration::from_secs(5)).map_err(failed)?;
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(failed);
    let (application, version) = (pragma("application_id")?, pragma("user_version")?);
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
    let path = path.display();
    match (application, version, tables) {
        (0, 0, 0) => Ok((connection, Contents::Nothing)),
        (APPLICATION_ID, version, _) if version == i64::from(FORMAT) => Ok((connection, Contents::Store)),
        (APPLICATION_ID, version, _) if version > i64::from(FORMAT) => Err(StoreError::NewerFormat(format!(
            "`{path}` has store format {version}, this program knows up to {FORMAT}: run the newer program, or \
             restore a backup that this one made"
        ))),
        _ => Err(StoreError::Unavailable(format!(
            "`{path}` is not a whole Portcullis store (application id {application:#x}, version {version}): use \
             another data directory, or restore a backup"
        ))),
    }
}

/// Applies the settings and makes sure that they hold.
pub(super) fn apply_settings(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    for (name, value) in SETTINGS {
        let sql = format!("PRAGMA {name} = {value}");
        connection.execute_batch(&sql).map_err(|error| unreadable(path, &error))?;
    }
    for (name, value) in SETTINGS {
        let holds = setting(connection, name).map_err(|error| unreadable(path, &error))?;
        if holds != value {
            let path = path.display();
            return Err(StoreError::Unavailable(format!(
                "cannot use `{path}` safely: SQLite's {name} is `{holds}` and must be `{value}` (network file \
                 systems cannot hold a data directory)"
            )));
        }
    }
    Ok(())
}

fn setting(connection: &Connection, name: &str) -> rusqlite::Result<String> {
    connection.pragma_query_value(None, name, |row| {
        Ok(match row.get(0)? {
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text,
            other => format!("{other:?}"),
        })
    })
}

/// Makes the tables, within the caller's transaction.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(TABLES)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", FORMAT)
}

/// What SQLite finds wrong with the file; nothing if it is sound.
pub(super) fn check(connection: &Connection) -> Vec<String> {
    const FINDINGS_MAX: u32 = 10;
    let findings = || -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare(&format!("PRAGMA quick_check({FINDINGS_MAX})"))?;
        statement.query_map([], |row| row.get(0))?.collect()
    };
    match findings() {
        Ok(findings) if findings == ["ok"] => Vec::new(),
        Ok(findings) => findings,
        Err(error) => vec![error.to_string()],
    }
}

/// That the database cannot be read at all.
pub(super) fn unreadable(path: &Path, error: &rusqlite::Error) -> StoreError {
    let path = path.display();
    StoreError::Unavailable(format!("cannot read or write the store `{path}`: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_tables_refuse_values_of_another_type() {
        let connection = Connection::open_in_memory().unwrap();
        create(&connection).unwrap();
        connection.execute("INSERT INTO head VALUES (1, 1, 1, x'00')", []).unwrap();
        let error = connection.execute("INSERT INTO head VALUES (2, 'one', 1, x'00')", []).unwrap_err();
        assert!(error.to_string().contains("cannot store TEXT value"), "{error}");
    }

    #[test]
    fn a_sound_file_has_no_findings() {
        let connection = Connection::open_in_memory().unwrap();
        create(&connection).unwrap();
        assert_eq!(check(&connection), Vec::<String>::new());
    }
}
