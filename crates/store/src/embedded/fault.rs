// SPDX-License-Identifier: Apache-2.0
//! What goes wrong while one account is read or written, and whether it is the account's fault or the machine's.

use std::fmt;

use portcullis_directory::identifier::AccountId;
use rusqlite::ErrorCode;

use super::keyring::CannotSeal;
use crate::StoreError;

#[derive(Debug)]
pub(super) enum Fault {
    /// The stored bytes are not what was written.
    Damaged(String),
    Seal,
    Sqlite(rusqlite::Error),
}

impl Fault {
    /// The fault as that of an account. What may pass by itself leaves the account's name alone.
    pub(super) fn of(self, account: AccountId) -> StoreError {
        let may_pass = match &self {
            Self::Damaged(_) => false,
            Self::Seal => true,
            Self::Sqlite(error) => may_pass(error),
        };
        match may_pass {
            true => StoreError::Unavailable(self.to_string()),
            false => StoreError::Damaged { account, what: self.to_string() },
        }
    }
}

fn may_pass(error: &rusqlite::Error) -> bool {
    let Some(code) = error.sqlite_error_code() else { return false };
    matches!(
        code,
        ErrorCode::CannotOpen
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::OperationInterrupted
            | ErrorCode::OutOfMemory
            | ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly
            | ErrorCode::SystemIoFailure
    )
}

impl From<CannotSeal> for Fault {
    fn from(CannotSeal: CannotSeal) -> Self {
        Self::Seal
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(what) => formatter.write_str(what),
            Self::Seal => formatter.write_str("a row cannot be sealed"),
            Self::Sqlite(error) => write!(formatter, "SQLite says: {error}"),
        }
    }
}
