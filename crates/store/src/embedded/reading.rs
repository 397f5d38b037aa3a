// SPDX-License-Identifier: Apache-2.0
//! Reading accounts back, believing nothing.

use std::collections::BTreeSet;

use portcullis_directory::change::{Key, Kind};
use portcullis_directory::encoding::decode;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::Record;
use rusqlite::{Connection, Row, params};

use super::fault::Fault;
use super::head::{AccountHead, RowSet, revision_and_sealed, stored};
use super::keyring::{Keyring, Place};
use super::roster::Roster;
use super::schema::SELECT_HEAD;
use crate::{AuditLine, Head, Loaded};

/// What is needed to read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) connection: &'a Connection,
    pub(super) keyring: &'a Keyring,
    /// Nothing if the list of accounts is damaged: then heads alone say which there are.
    pub(super) roster: Option<&'a Roster>,
}

impl Reading<'_> {
    /// The head of an account; nothing if there is no such account.
    pub(super) fn head(self, account: AccountId) -> Result<Option<AccountHead>, Fault> {
        let mut statement = self.connection.prepare(SELECT_HEAD)?;
        let head = AccountHead::read(&mut statement, self.keyring, account)?;
        check_presence(self.roster, account, head.as_ref())?;
        Ok(head)
    }

    /// All records of an account whose head is given.
    pub(super) fn load(self, account: AccountId, head: &AccountHead) -> Result<Loaded, Fault> {
        let number = stored(account.number())?;
        let mut statement = self.connection.prepare(
            "SELECT kind, id, revision, key_id, sealed FROM record WHERE account = ?1 ORDER BY kind, id",
        )?;
        let mut rows = statement.query([number])?;
        let mut found = RowSet::default();
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(self.record(account, head, row, &mut found)?);
        }
        if found != head.rows {
            let (found, expected) = (found.count, head.rows.count);
            let what = format!(
                "its {found} rows are each sound but not the {expected} that its head counts: one is missing, added, \
                 or older than it should be"
            );
            return Err(Fault::Damaged(what));
        }
        let newest: Option<i64> = self.connection.query_row(
            "SELECT max(revision) FROM audit WHERE account = ?1",
            [number],
            |row| row.get(0),
        )?;
        if newest.is_some_and(|newest| newest > stored(head.history.revision).unwrap_or(i64::MAX)) {
            let what = "its audit lines go on after its head: it is older than it should be".to_owned();
            return Err(Fault::Damaged(what));
        }
        Ok(Loaded { revision: head.history.revision, records })
    }

    fn record(
        self,
        account: AccountId,
        head: &AccountHead,
        row: &Row<'_>,
        found: &mut RowSet,
    ) -> Result<Record, Fault> {
        let (kind, id): (String, String) = (row.get("kind")?, row.get("id")?);
        let damaged = |what: &str| Fault::Damaged(format!("row `{kind}/{id}` {what}"));
        let key = Key::new(Kind::parse(&kind).ok_or_else(|| damaged("is of an unknown kind"))?, &id);
        let (revision, sealed) = revision_and_sealed(row).map_err(|error| damaged(&error.to_string()))?;
        let place = Place::Row { account, key: &key, revision };
        let plain = self.keyring.open(place, &sealed).map_err(|_| damaged("is not what was written"))?;
        if revision > head.history.revision {
            return Err(damaged("is newer than its account's head"));
        }
        let record =
            decode(key.kind, &plain).map_err(|error| damaged(&format!("does not decode: {error}")))?;
        if record.key() != key {
            return Err(damaged("holds the record of another key"));
        }
        found.add(&self.keyring.mark(place, &sealed).map_err(|_| damaged("is not what was written"))?);
        Ok(record)
    }

    /// The audit lines after a revision. Every commit has one, so none may be missing.
    pub(super) fn audit(
        self,
        account: AccountId,
        head: &AccountHead,
        revision: u64,
        lines_max: usize,
    ) -> Result<Vec<AuditLine>, Fault> {
        let sql = "SELECT revision, key_id, sealed FROM audit WHERE account = ?1 AND revision > ?2 \
                   ORDER BY revision LIMIT ?3";
        let mut statement = self.connection.prepare(sql)?;
        let limit = i64::try_from(lines_max).unwrap_or(i64::MAX);
        let after = i64::try_from(revision).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![stored(account.number())?, after, limit])?;
        let mut lines = Vec::new();
        let expected = (revision.saturating_add(1)..=head.history.revision).take(lines_max);
        for expected in expected {
            let damaged = |what: &str| Fault::Damaged(format!("audit line {expected} {what}"));
            let row = rows.next()?.ok_or_else(|| damaged("is missing"))?;
            let (revision, sealed) = revision_and_sealed(row)?;
            if revision != expected {
                return Err(damaged("is missing"));
            }
            let plain = self
                .keyring
                .open(Place::Audit { account, revision }, &sealed)
                .map_err(|_| damaged("is not what was written"))?;
            let line = str::from_utf8(&plain).map_err(|_| damaged("is not text"))?.to_owned();
            lines.push(AuditLine { revision, line });
        }
        Ok(lines)
    }

    /// All accounts, damaged ones included: those of the list, and those that have a head.
    pub(super) fn heads(self) -> rusqlite::Result<Vec<Head>> {
        let mut accounts: BTreeSet<AccountId> = self.roster.into_iter().flat_map(Roster::iter).collect();
        match self.accounts_with_head() {
            Ok(found) => accounts.extend(found),
            // The list has them all: one page of heads that cannot be read must not keep the others from serving.
            Err(_) if self.roster.is_some() => {}
            Err(error) => return Err(error),
        }
        let revision = |account| self.head(account).ok().flatten().map_or(0, |head| head.history.revision);
        Ok(accounts.into_iter().map(|account| Head { account, revision: revision(account) }).collect())
    }

    fn accounts_with_head(self) -> rusqlite::Result<Vec<AccountId>> {
        let mut statement = self.connection.prepare("SELECT account FROM head")?;
        let numbers: Vec<i64> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        // What is no account's number was never written here, and is missed under the number it had.
        let account = |number: i64| u64::try_from(number).ok().and_then(AccountId::from_number);
        Ok(numbers.into_iter().filter_map(account).collect())
    }
}

/// An account has a head if it is in the list of accounts, and only then.
pub(super) fn check_presence(
    roster: Option<&Roster>,
    account: AccountId,
    head: Option<&AccountHead>,
) -> Result<(), Fault> {
    match (roster.map(|roster| roster.contains(account)), head.is_some()) {
        (Some(true), false) => Err(Fault::Damaged("its head is missing".to_owned())),
        (Some(false), true) => Err(Fault::Damaged("its head is not in the list of accounts".to_owned())),
        _ => Ok(()),
    }
}
