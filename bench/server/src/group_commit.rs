// SPDX-License-Identifier: Apache-2.0
//! What the store alone can do: the commits of new users in batches, without a server around it.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, Instant};

use portcullis_directory::change::Change;
use portcullis_directory::identifier::{AccountId, Prefix, UniqueId};
use portcullis_directory::record::{Tags, User};
use portcullis_store::embedded::Embedded;
use portcullis_store::{Commit, Store};

use crate::random::Random;

/// A store that makes users like those that the server makes.
pub struct GroupCommit {
    store: Embedded,
    random: Random,
    made: u64,
    /// The record of a call, as the server stores it with each change.
    audit: String,
}

impl GroupCommit {
    pub fn new(store: Embedded, audit: String) -> Self {
        Self { store, random: Random::new(1), made: 0, audit }
    }

    /// Commits batches for a while, the accounts taking turns. Gives the commits a second.
    pub fn drive(
        &mut self,
        accounts: &[AccountId],
        batch: usize,
        time: Duration,
    ) -> Result<f64, Box<dyn Error>> {
        let heads = self.store.heads()?;
        let mut revisions: BTreeMap<AccountId, u64> =
            heads.iter().map(|head| (head.account, head.revision)).collect();
        let (begun, mut commits) = (Instant::now(), 0_usize);
        while begun.elapsed() < time {
            let mut waiting = Vec::with_capacity(batch);
            for _ in 0..batch {
                let account = accounts[(self.made % accounts.len() as u64) as usize];
                let revision = revisions.get_mut(&account).ok_or("no such account")?;
                waiting.push(self.commit(account, *revision));
                *revision += 1;
            }
            for answer in self.store.commit(&waiting) {
                answer?;
            }
            commits += batch;
        }
        Ok(commits as f64 / begun.elapsed().as_secs_f64())
    }

    fn commit(&mut self, account: AccountId, expected_revision: u64) -> Commit {
        self.made += 1;
        let user = User {
            id: UniqueId::from_random(
                Prefix::User,
                account,
                self.random.next().to_be_bytes()[2..].try_into().unwrap_or_default(),
            ),
            name: format!("created-{}", self.made),
            path: "/".to_owned(),
            created_at: 1_700_000_000,
            permissions_boundary: None,
            tags: Tags::new(),
            groups: Default::default(),
            attached_policies: Vec::new(),
            password_last_used_at: None,
        };
        let request_id = format!("00000000-0000-4000-8000-{:012x}", self.made);
        Commit {
            account,
            expected_revision,
            changes: vec![Change::put(user)],
            request_id,
            audit: self.audit.clone(),
        }
    }
}
