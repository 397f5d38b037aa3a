// SPDX-License-Identifier: Apache-2.0
//! Durable, ordered commits of an account's changes. A store knows no IAM meaning.

use std::fmt;

use portcullis_directory::change::Change;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::Record;

/// One account's changes, decided on one revision of it.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The account.
    pub account: AccountId,
    /// The revision the changes were decided on; 0 for an account that does not exist yet.
    pub expected_revision: u64,
    /// At most [`CHANGES_MAX`].
    pub changes: Vec<Change>,
    /// The request that asks for the changes, so that an ambiguous commit can be told from a lost one.
    pub request_id: String,
    /// The audit record of the request, one line of JSON, kept in the same transaction.
    pub audit: String,
}

/// The most changes a commit may hold.
pub const CHANGES_MAX: usize = 100;

/// A durable store of accounts. Each account has a linear history of revisions; nothing orders two accounts.
pub trait Store: Send {
    /// The heads of all accounts, damaged ones included, in the order of their numbers.
    ///
    /// # Errors
    /// The store cannot be read.
    fn heads(&mut self) -> Result<Vec<Head>, StoreError>;

    /// The whole of one account, verified.
    ///
    /// # Errors
    /// The store cannot be read, or the account is damaged or not there.
    fn load(&mut self, account: AccountId) -> Result<Loaded, StoreError>;

    /// Makes many commits durable together. The answers stand in the order of the commits. Each commit is all or
    /// nothing; several commits of one account in a batch follow each other. When this returns, every commit that
    /// is answered with a revision survives a loss of power.
    fn commit(&mut self, batch: &[Commit]) -> Vec<Result<u64, CommitError>>;
}

/// Where an account stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The account.
    pub account: AccountId,
    /// How many commits it has seen.
    pub revision: u64,
}

/// One account as it was read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// How many commits it has seen.
    pub revision: u64,
    /// All its records, in no particular order.
    pub records: Vec<Record>,
}

/// Why a commit was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommitError {
    /// The account is no longer at the expected revision: decide again on the newer state.
    Stale,
    /// Whether the commit was made is not known: read the account again before anything else.
    Ambiguous(String),
    /// The commit was not made: the store refused it, is full, or cannot be written.
    Failed(String),
}

impl fmt::Display for CommitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stale => formatter.write_str("the account has moved on"),
            Self::Ambiguous(why) => write!(formatter, "whether the commit was made is not known: {why}"),
            Self::Failed(why) => write!(formatter, "the commit was not made: {why}"),
        }
    }
}

impl std::error::Error for CommitError {}

/// Why a store cannot be opened or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// An account's stored rows are not what was written. The others can still be served.
    Damaged {
        /// The account.
        account: AccountId,
        /// Which row, and what is wrong with it.
        what: String,
    },
    /// Another process holds the store.
    Locked(String),
    /// A newer program wrote the store.
    NewerFormat(String),
    /// There is no such account.
    NoAccount(AccountId),
    /// The store cannot be read or written.
    Unavailable(String),
    /// The master key does not open the store.
    WrongMasterKey(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged { account, what } => write!(formatter, "account {account} is damaged: {what}"),
            Self::NoAccount(account) => write!(formatter, "there is no account {account}"),
            Self::Locked(text) | Self::NewerFormat(text) | Self::Unavailable(text) | Self::WrongMasterKey(text) => {
                formatter.write_str(text)
            }
        }
    }
}

impl std::error::Error for StoreError {}
