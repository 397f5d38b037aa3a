// SPDX-License-Identifier: Apache-2.0
//! The list of all accounts, so that one whose head is gone is missed.

use std::collections::BTreeSet;

use portcullis_directory::identifier::AccountId;
use rusqlite::{Connection, OptionalExtension, params};

use super::fault::Fault;
use super::head::{revision_and_sealed, stored};
use super::keyring::{Keyring, Place};

/// The accounts that were ever made, and how often the list was written.
#[derive(Debug, Clone, Default)]
pub(super) struct Roster {
    accounts: BTreeSet<AccountId>,
    revision: u64,
}

impl Roster {
    pub(super) fn read(connection: &Connection, keyring: &Keyring) -> Result<Self, Fault> {
        let damaged = || Fault::Damaged("the list of accounts is not what was written".to_owned());
        let sql = "SELECT revision, key_id, sealed FROM roster WHERE id = 1";
        let (revision, sealed) =
            connection.query_row(sql, [], revision_and_sealed).optional()?.ok_or_else(damaged)?;
        let bytes = keyring.open(Place::Roster { revision }, &sealed).map_err(|_| damaged())?;
        let (numbers, rest) = bytes.as_chunks::<8>();
        let account = |number: &[u8; 8]| AccountId::from_number(u64::from_be_bytes(*number));
        let accounts = numbers.iter().map(account).collect::<Option<_>>();
        match (accounts, rest) {
            (Some(accounts), []) => Ok(Self { accounts, revision }),
            _ => Err(damaged()),
        }
    }

    pub(super) fn write(&mut self, connection: &Connection, keyring: &Keyring) -> Result<(), Fault> {
        self.revision += 1;
        let bytes: Vec<u8> =
            self.accounts.iter().flat_map(|account| account.number().to_be_bytes()).collect();
        let sealed = keyring.seal(Place::Roster { revision: self.revision }, &bytes)?;
        let sql = "INSERT OR REPLACE INTO roster (id, revision, key_id, sealed) VALUES (1, ?1, ?2, ?3)";
        connection.execute(sql, params![stored(self.revision)?, sealed.key_id, sealed.bytes])?;
        Ok(())
    }

    pub(super) fn insert(&mut self, account: AccountId) {
        self.accounts.insert(account);
    }

    pub(super) fn contains(&self, account: AccountId) -> bool {
        self.accounts.contains(&account)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = AccountId> {
        self.accounts.iter().copied()
    }
}
