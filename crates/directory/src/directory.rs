// SPDX-License-Identifier: Apache-2.0
//! The directory: an immutable snapshot of all accounts.

use std::fmt;
use std::sync::Arc;

use rpds::RedBlackTreeMapSync;

use crate::account::Account;
use crate::change::{Change, Kind};
use crate::identifier::{AccountId, account_of_access_key_id};
use crate::record::{AccessKey, Record};

/// All accounts at one moment. A copy shares everything with its source.
#[derive(Debug, Clone)]
pub struct Directory {
    accounts: RedBlackTreeMapSync<AccountId, Arc<Account>>,
    aliases: RedBlackTreeMapSync<String, AccountId>,
    /// Access keys whose id does not carry the number of their account.
    given_keys: RedBlackTreeMapSync<String, AccountId>,
    /// Token issuers. One that an account has once is its own for ever.
    issuers: RedBlackTreeMapSync<String, AccountId>,
}

impl Default for Directory {
    fn default() -> Self {
        Self::new()
    }
}

impl Directory {
    /// A directory without accounts.
    pub fn new() -> Self {
        Self {
            accounts: RedBlackTreeMapSync::new_sync(),
            aliases: RedBlackTreeMapSync::new_sync(),
            given_keys: RedBlackTreeMapSync::new_sync(),
            issuers: RedBlackTreeMapSync::new_sync(),
        }
    }

    /// The account with this number.
    pub fn account(&self, id: AccountId) -> Option<&Arc<Account>> {
        self.accounts.get(&id)
    }

    /// The accounts in the order of their numbers.
    pub fn accounts(&self) -> impl Iterator<Item = &Arc<Account>> {
        self.accounts.values()
    }

    /// The account with this alias.
    pub fn account_with_alias(&self, alias: &str) -> Option<AccountId> {
        self.aliases.get(alias).copied()
    }

    /// The account with this token issuer.
    pub fn account_with_issuer(&self, issuer_id: &str) -> Option<&Arc<Account>> {
        self.account(*self.issuers.get(issuer_id)?)
    }

    /// The account an access key belongs to: the one that was given for it, or the one whose number it carries.
    /// Whether the key exists there is another question.
    pub fn account_of_access_key(&self, id: &str) -> Option<AccountId> {
        self.given_keys.get(id).copied().or_else(|| account_of_access_key_id(id))
    }

    /// The long-term access key with this id, with its account.
    pub fn access_key(&self, id: &str) -> Option<(&Arc<Account>, &Arc<AccessKey>)> {
        let account = self.account(self.account_of_access_key(id)?)?;
        Some((account, account.access_key(id)?))
    }

    /// The directory with one more account, or with another state of one.
    ///
    /// # Errors
    /// The account's alias or one of its access keys belongs to another account.
    pub fn with_account(&self, account: Account) -> Result<Self, Conflict> {
        let mut next = self.clone();
        if let Some(before) = self.account(account.id()) {
            if let Some(alias) = &before.record().alias {
                next.aliases.remove_mut(alias);
            }
            for key in before.access_keys() {
                next.given_keys.remove_mut(&key.id);
            }
        }
        next.claim_alias(&account)?;
        next.claim_issuer(&account)?;
        for key in account.access_keys() {
            next.claim_key(&key.id, account.id())?;
        }
        next.accounts.insert_mut(account.id(), Arc::new(account));
        Ok(next)
    }

    /// The directory after changes to one account, at the revision they made.
    ///
    /// # Errors
    /// There is no such account, or an alias or access key is another account's: then the decision that
    /// led to the changes was taken on an older state and must be taken again.
    pub fn apply(&self, id: AccountId, revision: u64, changes: &[Change]) -> Result<Self, Conflict> {
        let before = self.account(id).ok_or(Conflict::NoAccount(id))?;
        let after = before.apply(revision, changes);
        let mut next = self.clone();
        if before.record().alias != after.record().alias {
            if let Some(alias) = &before.record().alias {
                next.aliases.remove_mut(alias);
            }
            next.claim_alias(&after)?;
        }
        next.claim_issuer(&after)?;
        for change in changes {
            match change {
                Change::Put(Record::AccessKey(key)) => next.claim_key(&key.id, id)?,
                Change::Remove(key) if key.kind == Kind::AccessKey => {
                    next.given_keys.remove_mut(&key.id);
                }
                _ => {}
            }
        }
        next.accounts.insert_mut(id, Arc::new(after));
        Ok(next)
    }

    fn claim_alias(&mut self, account: &Account) -> Result<(), Conflict> {
        let Some(alias) = &account.record().alias else { return Ok(()) };
        match self.aliases.get(alias) {
            Some(holder) if *holder != account.id() => Err(Conflict::AliasTaken(alias.clone())),
            _ => {
                self.aliases.insert_mut(alias.clone(), account.id());
                Ok(())
            }
        }
    }

    fn claim_issuer(&mut self, account: &Account) -> Result<(), Conflict> {
        let Some(issuer) = account.issuer_id() else { return Ok(()) };
        match self.issuers.get(issuer) {
            Some(holder) if *holder != account.id() => Err(Conflict::IssuerTaken(issuer.to_owned())),
            Some(_) => Ok(()),
            None => {
                self.issuers.insert_mut(issuer.to_owned(), account.id());
                Ok(())
            }
        }
    }

    fn claim_key(&mut self, key: &str, account: AccountId) -> Result<(), Conflict> {
        if account_of_access_key_id(key) == Some(account) {
            return Ok(());
        }
        match self.given_keys.get(key) {
            Some(holder) if *holder != account => Err(Conflict::AccessKeyTaken(key.to_owned())),
            _ => {
                self.given_keys.insert_mut(key.to_owned(), account);
                Ok(())
            }
        }
    }
}

/// Why changes do not fit a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// Another account holds the access key id.
    AccessKeyTaken(String),
    /// Another account holds the alias.
    AliasTaken(String),
    /// Another account has the token issuer.
    IssuerTaken(String),
    /// There is no such account.
    NoAccount(AccountId),
}

impl fmt::Display for Conflict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AccessKeyTaken(id) => write!(formatter, "access key `{id}` belongs to another account"),
            Self::AliasTaken(alias) => write!(formatter, "alias `{alias}` belongs to another account"),
            Self::IssuerTaken(id) => write!(formatter, "issuer `{id}` belongs to another account"),
            Self::NoAccount(id) => write!(formatter, "there is no account `{id}`"),
        }
    }
}

impl std::error::Error for Conflict {}
