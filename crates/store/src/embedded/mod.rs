// SPDX-License-Identifier: Apache-2.0
//! The embedded engine: a SQLite file of sealed rows in a data directory that one process holds.
//!
//! The file is not trusted. Every row is sealed with AES-256-GCM and bound to its place; a head for each account
//! binds its rows together; a list binds the accounts together. `docs/decisions/0004-embedded-store.md` has the
//! reasons, and what is and is not noticed.

mod fault;
mod files;
mod head;
mod keyring;
mod reading;
mod roster;
mod schema;
mod writing;

use std::collections::BTreeMap;
use std::path::Path;

use portcullis_directory::identifier::AccountId;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use zeroize::Zeroizing;

use self::files::DataDirectory;
pub(crate) use self::files::create_private_directory;
use self::keyring::Keyring;
use self::reading::Reading;
use self::roster::Roster;
use self::schema::Contents;
use self::writing::Batch;
use crate::{AuditLine, Commit, CommitError, Head, Loaded, MasterKey, Store, StoreError};

/// A store in a data directory. While it is open no other process can open it.
pub struct Embedded {
    /// The only connection of this process, so that no two of them write or checkpoint at the same moment.
    connection: Connection,
    keyring: Keyring,
    roster: Option<Roster>,
    /// Accounts that were found damaged: nothing more is written to them.
    damaged_accounts: BTreeMap<AccountId, String>,
    damage: Vec<String>,
    // Dropped last, so that the lock outlives the connection.
    _directory: DataDirectory,
}

impl Embedded {
    /// Opens the store in a directory, or makes one there, and checks the file. The directory is made with mode
    /// 0700 and the file with 0600.
    ///
    /// # Errors
    /// Another process holds the directory, a newer program wrote the store, the master key is not its own, or
    /// the files cannot be used or are too damaged to begin.
    pub fn open(directory: &Path, master_key: &MasterKey) -> Result<Self, StoreError> {
        let mut directory = DataDirectory::take(directory)?;
        let path = directory.database()?;
        let (mut connection, contents) = schema::connect(&path)?;
        if contents == Contents::Nothing && directory.is_marked() {
            return Err(directory.lost());
        }
        schema::apply_settings(&connection, &path)?;
        if contents == Contents::Nothing {
            let failed = |error| schema::unreadable(&path, &error);
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
            schema::create(&transaction).map_err(failed)?;
            Keyring::create(&transaction, master_key)?;
            let keyring = Keyring::read(&transaction, master_key)?;
            let unwritten = |fault: fault::Fault| StoreError::Unavailable(fault.to_string());
            Roster::default().write(&transaction, &keyring).map_err(unwritten)?;
            transaction.commit().map_err(failed)?;
        }
        if !directory.is_marked() {
            directory.mark()?;
        }
        let mut damage = schema::check(&connection);
        let keyring = Keyring::read(&connection, master_key)?;
        let roster = Roster::read(&connection, &keyring).map_err(|fault| damage.push(fault.to_string())).ok();
        Ok(Self {
            connection,
            keyring,
            roster,
            damaged_accounts: BTreeMap::new(),
            damage,
            _directory: directory,
        })
    }

    /// Whether a store was made in this directory, even if it is no longer whole.
    pub fn exists(directory: &Path) -> bool {
        files::holds_store(directory)
    }

    /// What is wrong with the store beyond single accounts; nothing if it is sound. While there is anything,
    /// accounts that are whole can be read, but nothing is committed: writing to a broken file breaks more of it.
    pub fn damage(&self) -> &[String] {
        &self.damage
    }

    /// A secret for another purpose, which `label` names: the same for the same label as long as the store uses
    /// the same data key, and unknown to whoever has only the file.
    ///
    /// # Errors
    /// The key cannot be derived, which does not happen in practice.
    pub fn derive(&self, label: &str) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        self.keyring.derive(label)
    }

    fn reading(&self) -> Reading<'_> {
        Reading { connection: &self.connection, keyring: &self.keyring, roster: self.roster.as_ref() }
    }

    /// Makes a batch. If that fails, says so for every commit that was not made before.
    fn commit_together(&mut self, batch: &[Commit]) -> Vec<Result<u64, CommitError>> {
        let mut answers = Vec::with_capacity(batch.len());
        let error = match self.transact(batch, &mut answers) {
            Ok(()) => return answers,
            Err(Interruption::BeforeCommit(why)) => CommitError::Failed(why),
            Err(Interruption::AtCommit(why)) => self.settle(why),
        };
        answers.resize(batch.len(), Err(error.clone()));
        for (answer, commit) in answers.iter_mut().zip(batch) {
            // An answer from before this batch stands, and so does a refusal.
            let stands = match answer {
                Ok(revision) => self.is_durable(commit, *revision),
                Err(_) => true,
            };
            if !stands {
                *answer = Err(error.clone());
            }
        }
        answers
    }

    fn transact(
        &mut self,
        batch: &[Commit],
        answers: &mut Vec<Result<u64, CommitError>>,
    ) -> Result<(), Interruption> {
        let before = |fault: fault::Fault| Interruption::BeforeCommit(fault.to_string());
        let Some(roster) = &self.roster else {
            return Err(Interruption::BeforeCommit("the list of accounts is damaged".to_owned()));
        };
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| before(error.into()))?;
        let mut writing = Batch::new(&transaction, &self.keyring, roster, &self.damaged_accounts)
            .map_err(|error| before(error.into()))?;
        for commit in batch {
            answers.push(writing.apply(commit).map_err(before)?);
        }
        let longer_roster = writing.finish().map_err(before)?;
        transaction.commit().map_err(Interruption::AtCommit)?;
        if longer_roster.is_some() {
            self.roster = longer_roster;
        }
        Ok(())
    }

    fn is_durable(&self, commit: &Commit, revision: u64) -> bool {
        self.reading().head(commit.account).is_ok_and(|head| {
            head.is_some_and(|head| {
                head.history.requests.iter().any(|made| *made == (revision, commit.request_id.clone()))
            })
        })
    }

    /// What a failed COMMIT means. It is rolled back for us, but its pages may stand in the log, and would come
    /// to life if the machine failed now. Another transaction takes their place; if there can be none, nobody
    /// knows. A full disk is sure: the page that completes a commit is the last one written.
    fn settle(&self, error: rusqlite::Error) -> CommitError {
        let why = format!("SQLite says: {error}");
        let is_full = error.sqlite_error_code() == Some(ErrorCode::DiskFull);
        let settled = self.connection.execute("UPDATE settlement SET count = count + 1", []);
        match settled {
            Err(_) if !is_full => CommitError::Ambiguous(why),
            _ => CommitError::Failed(why),
        }
    }
}

/// Why a batch was not made.
enum Interruption {
    AtCommit(rusqlite::Error),
    BeforeCommit(String),
}

impl Store for Embedded {
    fn heads(&mut self) -> Result<Vec<Head>, StoreError> {
        let unreadable = |error| StoreError::Unavailable(format!("the accounts cannot be listed: {error}"));
        self.reading().heads().map_err(unreadable)
    }

    fn load(&mut self, account: AccountId) -> Result<Loaded, StoreError> {
        let loaded = match self.reading().head(account) {
            Ok(None) => return Err(StoreError::NoAccount(account)),
            Ok(Some(head)) => self.reading().load(account, &head),
            Err(fault) => Err(fault),
        };
        let loaded = loaded.map_err(|fault| fault.of(account));
        if let Err(StoreError::Damaged { what, .. }) = &loaded {
            self.damaged_accounts.insert(account, what.clone());
        }
        loaded
    }

    fn commit(&mut self, batch: &[Commit]) -> Vec<Result<u64, CommitError>> {
        let Some(what) = self.damage.first() else { return self.commit_together(batch) };
        let text = format!("the store is damaged and can only be read ({what}): restore it from a backup");
        batch.iter().map(|_| Err(CommitError::Failed(text.clone()))).collect()
    }

    fn audit_since(
        &mut self,
        account: AccountId,
        revision: u64,
        lines_max: usize,
    ) -> Result<Vec<AuditLine>, StoreError> {
        match self.reading().head(account) {
            Ok(None) => Err(StoreError::NoAccount(account)),
            Ok(Some(head)) => {
                self.reading().audit(account, &head, revision, lines_max).map_err(|fault| fault.of(account))
            }
            Err(fault) => Err(fault.of(account)),
        }
    }
}
#[cfg(test)]
mod tests;
