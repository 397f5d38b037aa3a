// SPDX-License-Identifier: Apache-2.0
//! What is served: the snapshot of all accounts that could be read, and the names of those that could not.

use std::collections::BTreeMap;

use portcullis_directory::identifier::AccountId;
use portcullis_directory::{Account, Directory};
use portcullis_store::{Store, StoreError};

/// The state that requests are decided on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Published {
    pub(crate) directory: Directory,
    /// Accounts that are not served, each with what is wrong.
    pub(crate) damaged: BTreeMap<AccountId, String>,
}

impl Published {
    /// Reads all accounts. Damage to one is no error: the others are served.
    ///
    /// # Errors
    /// The store as a whole cannot be read.
    pub(crate) fn load(store: &mut dyn Store) -> Result<Self, StoreError> {
        let mut published = Self::default();
        for head in store.heads()? {
            published.read(store, head.account)?;
        }
        Ok(published)
    }

    /// Reads one account again, in the place of what was known of it.
    ///
    /// # Errors
    /// The account cannot be read at present; nothing has changed.
    pub(crate) fn read(&mut self, store: &mut dyn Store, id: AccountId) -> Result<(), StoreError> {
        let damage = match store.load(id) {
            Ok(loaded) => match Account::from_records(loaded.revision, loaded.records) {
                Ok(account) if account.id() != id => {
                    format!("its rows are those of account {}", account.id())
                }
                Ok(account) => match self.directory.with_account(account) {
                    Ok(directory) => {
                        self.directory = directory;
                        self.damaged.remove(&id);
                        return Ok(());
                    }
                    Err(conflict) => conflict.to_string(),
                },
                Err(error) => error.to_string(),
            },
            Err(StoreError::Damaged { what, .. }) => what,
            Err(error) => return Err(error),
        };
        self.set_aside(id, damage);
        Ok(())
    }

    /// Stops serving an account.
    fn set_aside(&mut self, id: AccountId, damage: String) {
        if self.directory.account(id).is_some() {
            let others = self.directory.accounts().filter(|account| account.id() != id);
            // Accounts that stood side by side before cannot conflict now.
            self.directory = others.fold(Directory::new(), |directory, account| {
                directory.with_account(Account::clone(account)).unwrap_or(directory)
            });
        }
        self.damaged.insert(id, damage);
    }
}
