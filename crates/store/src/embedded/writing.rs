// SPDX-License-Identifier: Apache-2.0
//! One durable transaction for a batch of commits.

use std::collections::BTreeMap;

use portcullis_directory::change::Key;
use portcullis_directory::identifier::AccountId;
use rusqlite::{OptionalExtension, Statement, Transaction, params};

use super::fault::Fault;
use super::head::{AccountHead, revision_and_sealed, stored};
use super::keyring::{Keyring, Place};
use super::reading::check_presence;
use super::roster::Roster;
use super::schema::SELECT_HEAD;
use crate::history::Judgement;
use crate::writes::{Writes, writes};
use crate::{Commit, CommitError};

/// A batch on its way into a transaction. Heads are written once, at its end.
pub(super) struct Batch<'a> {
    transaction: &'a Transaction<'a>,
    keyring: &'a Keyring,
    roster: &'a Roster,
    known_damage: &'a BTreeMap<AccountId, String>,
    heads: BTreeMap<AccountId, Progress>,
    statements: Statements<'a>,
}

struct Progress {
    durable_revision: u64,
    head: AccountHead,
}

struct Statements<'a> {
    audit: Statement<'a>,
    delete: Statement<'a>,
    head: Statement<'a>,
    put: Statement<'a>,
    put_head: Statement<'a>,
    select: Statement<'a>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        transaction: &'a Transaction<'a>,
        keyring: &'a Keyring,
        roster: &'a Roster,
        known_damage: &'a BTreeMap<AccountId, String>,
    ) -> rusqlite::Result<Self> {
        let statements = Statements::prepare(transaction)?;
        Ok(Self { transaction, keyring, roster, known_damage, heads: BTreeMap::new(), statements })
    }

    /// Makes one commit within the transaction. An answer that is an error has left no trace; a fault ends the
    /// whole batch, since SQLite may have rolled it back.
    pub(super) fn apply(&mut self, commit: &Commit) -> Result<Result<u64, CommitError>, Fault> {
        let writes = match writes(commit) {
            Ok(writes) => writes,
            Err(error) => return Ok(Err(error)),
        };
        if let Some(what) = self.known_damage.get(&commit.account) {
            return Ok(Err(damaged(commit.account, what)));
        }
        match self.read_head(commit.account) {
            Ok(()) => {}
            Err(Fault::Damaged(what)) => return Ok(Err(damaged(commit.account, &what))),
            Err(fault) => return Err(fault),
        }
        let Some(progress) = self.heads.get_mut(&commit.account) else { return Ok(Err(CommitError::Stale)) };
        match progress.head.history.judge(commit) {
            Judgement::Made(revision) => return Ok(Ok(revision)),
            Judgement::Next => {}
            Judgement::Stale => return Ok(Err(CommitError::Stale)),
        }
        let mut head = progress.head.clone();
        let revision = head.history.advance(&commit.request_id);
        // Everything is read and verified before anything is written.
        match self.statements.forget_replaced(self.keyring, commit.account, &writes, &mut head) {
            Ok(()) => {}
            Err(Fault::Damaged(what)) => return Ok(Err(damaged(commit.account, &what))),
            Err(fault) => return Err(fault),
        }
        self.statements.write_rows(self.keyring, commit.account, &writes, &mut head)?;
        let line =
            self.keyring.seal(Place::Audit { account: commit.account, revision }, commit.audit.as_bytes())?;
        let account = stored(commit.account.number())?;
        self.statements.audit.execute(params![account, stored(revision)?, line.key_id, line.bytes])?;
        progress.head = head;
        Ok(Ok(revision))
    }

    fn read_head(&mut self, account: AccountId) -> Result<(), Fault> {
        if self.heads.contains_key(&account) {
            return Ok(());
        }
        let head = AccountHead::read(&mut self.statements.head, self.keyring, account)?;
        check_presence(Some(self.roster), account, head.as_ref())?;
        let head = head.unwrap_or_default();
        self.heads.insert(account, Progress { durable_revision: head.history.revision, head });
        Ok(())
    }

    /// Writes the heads and, if there are new accounts, the list of accounts, which is returned.
    pub(super) fn finish(mut self) -> Result<Option<Roster>, Fault> {
        let mut new = Vec::new();
        for (account, progress) in &self.heads {
            let revision = progress.head.history.revision;
            if revision == progress.durable_revision {
                continue;
            }
            if progress.durable_revision == 0 {
                new.push(*account);
            }
            let sealed = progress.head.seal(self.keyring, *account)?;
            let parameters =
                params![stored(account.number())?, stored(revision)?, sealed.key_id, sealed.bytes];
            self.statements.put_head.execute(parameters)?;
        }
        if new.is_empty() {
            return Ok(None);
        }
        let mut roster = self.roster.clone();
        for account in new {
            roster.insert(account);
        }
        roster.write(self.transaction, self.keyring)?;
        Ok(Some(roster))
    }
}

impl<'a> Statements<'a> {
    fn prepare(transaction: &'a Transaction<'a>) -> rusqlite::Result<Self> {
        Ok(Self {
            audit: transaction
                .prepare("INSERT INTO audit (account, revision, key_id, sealed) VALUES (?1, ?2, ?3, ?4)")?,
            delete: transaction.prepare("DELETE FROM record WHERE account = ?1 AND kind = ?2 AND id = ?3")?,
            head: transaction.prepare(SELECT_HEAD)?,
            put: transaction.prepare(
                "INSERT OR REPLACE INTO record (account, kind, id, revision, key_id, sealed) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?,
            // Not a replacement: that would delete the head that rows refer to.
            put_head: transaction.prepare(
                "INSERT INTO head (account, revision, key_id, sealed) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (account) DO UPDATE SET revision = ?2, key_id = ?3, sealed = ?4",
            )?,
            select: transaction.prepare(
                "SELECT revision, key_id, sealed FROM record WHERE account = ?1 AND kind = ?2 AND id = ?3",
            )?,
        })
    }

    /// Takes the rows that are to be replaced or removed out of the head's sum, verifying them.
    fn forget_replaced(
        &mut self,
        keyring: &Keyring,
        account: AccountId,
        writes: &Writes,
        head: &mut AccountHead,
    ) -> Result<(), Fault> {
        let number = stored(account.number())?;
        for key in writes.keys() {
            let parameters = params![number, key.kind.as_str(), key.id];
            let row = self.select.query_row(parameters, revision_and_sealed).optional()?;
            let Some((revision, sealed)) = row else { continue };
            let place = Place::Row { account, key, revision };
            let not_authentic = |_| Fault::Damaged(format!("row `{key}` is not what was written"));
            keyring.open(place, &sealed).map_err(not_authentic)?;
            head.rows.remove(&keyring.mark(place, &sealed).map_err(not_authentic)?);
        }
        Ok(())
    }

    fn write_rows(
        &mut self,
        keyring: &Keyring,
        account: AccountId,
        writes: &Writes,
        head: &mut AccountHead,
    ) -> Result<(), Fault> {
        let (number, revision) = (stored(account.number())?, head.history.revision);
        for (key, bytes) in writes {
            let Key { kind, id } = key;
            let Some(bytes) = bytes else {
                self.delete.execute(params![number, kind.as_str(), id])?;
                continue;
            };
            let place = Place::Row { account, key, revision };
            let sealed = keyring.seal(place, bytes)?;
            head.rows.add(&keyring.mark(place, &sealed).map_err(|_| Fault::Seal)?);
            let parameters =
                params![number, kind.as_str(), id, stored(revision)?, sealed.key_id, sealed.bytes];
            self.put.execute(parameters)?;
        }
        Ok(())
    }
}

fn damaged(account: AccountId, what: &str) -> CommitError {
    CommitError::Failed(format!("account {account} is damaged: {what}"))
}
