// SPDX-License-Identifier: Apache-2.0
//! An engine that keeps everything in memory: for tests, and for servers that may forget.

use std::collections::BTreeMap;

use portcullis_directory::change::Key;
use portcullis_directory::encoding::decode;
use portcullis_directory::identifier::AccountId;
use zeroize::Zeroizing;

use crate::history::{History, Judgement};
use crate::writes::writes;
use crate::{AuditLine, Commit, CommitError, Head, Loaded, Store, StoreError};

/// A store in memory. What it holds is gone when it is dropped.
#[derive(Default)]
pub struct Memory {
    accounts: BTreeMap<AccountId, Contents>,
}

#[derive(Default)]
struct Contents {
    history: History,
    /// Stored bytes rather than records, so that the suite goes through the same encoding in every engine.
    rows: BTreeMap<Key, Zeroizing<Vec<u8>>>,
    audit: Vec<AuditLine>,
}

impl Memory {
    /// A store without accounts.
    pub fn new() -> Self {
        Self::default()
    }

    fn contents(&self, account: AccountId) -> Result<&Contents, StoreError> {
        self.accounts.get(&account).ok_or(StoreError::NoAccount(account))
    }

    fn commit_one(&mut self, commit: &Commit) -> Result<u64, CommitError> {
        let writes = writes(commit)?;
        let mut unborn = Contents::default();
        let contents = self.accounts.get_mut(&commit.account).unwrap_or(&mut unborn);
        match contents.history.judge(commit) {
            Judgement::Made(revision) => return Ok(revision),
            Judgement::Next => {}
            Judgement::Stale => return Err(CommitError::Stale),
        }
        for (key, bytes) in writes {
            match bytes {
                Some(bytes) => contents.rows.insert(key, bytes),
                None => contents.rows.remove(&key),
            };
        }
        let revision = contents.history.advance(&commit.request_id);
        contents.audit.push(AuditLine { revision, line: commit.audit.clone() });
        if revision == 1 {
            self.accounts.insert(commit.account, unborn);
        }
        Ok(revision)
    }
}

impl Store for Memory {
    fn heads(&mut self) -> Result<Vec<Head>, StoreError> {
        let head = |(account, contents): (&AccountId, &Contents)| Head {
            account: *account,
            revision: contents.history.revision,
        };
        Ok(self.accounts.iter().map(head).collect())
    }

    fn load(&mut self, account: AccountId) -> Result<Loaded, StoreError> {
        let contents = self.contents(account)?;
        let mut records = Vec::new();
        for (key, bytes) in &contents.rows {
            let damaged = |error| StoreError::Damaged { account, what: format!("row `{key}`: {error}") };
            records.push(decode(key.kind, bytes).map_err(damaged)?);
        }
        Ok(Loaded { revision: contents.history.revision, records })
    }

    fn commit(&mut self, batch: &[Commit]) -> Vec<Result<u64, CommitError>> {
        batch.iter().map(|commit| self.commit_one(commit)).collect()
    }

    fn audit_since(
        &mut self,
        account: AccountId,
        revision: u64,
        lines_max: usize,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let lines = self.contents(account)?.audit.iter();
        Ok(lines.filter(|line| line.revision > revision).take(lines_max).cloned().collect())
    }
}
