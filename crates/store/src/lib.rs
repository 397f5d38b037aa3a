// SPDX-License-Identifier: Apache-2.0
//! Durable, ordered commits of an account's changes. A store knows no IAM meaning.
//!
//! Engines are modules: [`memory`] for tests and trials, [`embedded`] for one server with a data directory. Every
//! engine passes the suite in [`testing`].

pub mod embedded;
mod history;
mod master_key;
pub mod memory;
pub mod testing;
mod writes;

use std::fmt;

pub use master_key::{MasterKey, MasterKeyError};

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
    /// The request that asks for the changes, so that an ambiguous commit can be told from a lost one: the head
    /// of an account remembers its last [`REQUESTS_KEPT`]. A commit that is given again as it was, after it was
    /// made, is answered with the revision it made and is not made twice. At most [`REQUEST_ID_BYTES_MAX`] bytes;
    /// an empty one is not remembered.
    pub request_id: String,
    /// The audit record of the request, one line of JSON, kept in the same transaction. At most
    /// [`RECORD_BYTES_MAX`] bytes.
    pub audit: String,
}

/// The most changes a commit may hold.
pub const CHANGES_MAX: usize = 100;

/// The most bytes of one record in its stored form, and of one audit line.
pub const RECORD_BYTES_MAX: usize = 1 << 20;

/// The most bytes of a request id.
pub const REQUEST_ID_BYTES_MAX: usize = 128;

/// How many of an account's last requests its head remembers.
pub const REQUESTS_KEPT: usize = 16;

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

    /// The audit lines of an account's commits after `revision`, at most `lines_max` of them, oldest first.
    ///
    /// # Errors
    /// The store cannot be read, or a line is missing or damaged, or there is no such account.
    fn audit_since(
        &mut self,
        account: AccountId,
        revision: u64,
        lines_max: usize,
    ) -> Result<Vec<AuditLine>, StoreError>;
}

/// The audit record of one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// The revision that the commit made.
    pub revision: u64,
    /// The line as it was given.
    pub line: String,
}

/// Where an account stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The account.
    pub account: AccountId,
    /// How many commits it has seen; 0 if that cannot be read.
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
    /// Whether the commit was made is not known. Given again as it is, it is answered with the revision it made,
    /// or made now, or is stale and was not made; until then nothing else may be decided on the account.
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
            Self::Locked(text)
            | Self::NewerFormat(text)
            | Self::Unavailable(text)
            | Self::WrongMasterKey(text) => formatter.write_str(text),
        }
    }
}

impl std::error::Error for StoreError {}
