// SPDX-License-Identifier: Apache-2.0
//! Measures how many commits a second the embedded engine makes durable, one by one and in batches of 64:
//! `cargo run --release -p portcullis-store --example commit_rate -- DIR` (a directory on the disk in question).

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use portcullis_directory::change::Change;
use portcullis_store::embedded::Embedded;
use portcullis_store::testing::samples::{account, commit, policy_version, user};
use portcullis_store::{Commit, MasterKey, Store};

const ACCOUNTS: u64 = 64;
const MEASURED: Duration = Duration::from_secs(3);

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args_os().nth(1).ok_or("usage: commit_rate DIR")?;
    let mut store = Embedded::open(Path::new(&directory), &MasterKey::from_bytes([0; 32]))?;
    let mut revisions = vec![0; usize::try_from(ACCOUNTS)?];
    for head in store.heads()? {
        let at = usize::try_from(head.account.number() - account(0).number())?;
        *revisions.get_mut(at).ok_or("another store is in this directory")? = head.revision;
    }
    for batch_size in [1, ACCOUNTS] {
        let (begin, mut commits) = (Instant::now(), 0_u32);
        while begin.elapsed() < MEASURED {
            let batch: Vec<Commit> =
                (0..batch_size).zip(&revisions).map(|(index, revision)| next(index, *revision)).collect();
            for (answer, revision) in store.commit(&batch).into_iter().zip(&mut revisions) {
                *revision = answer?;
                commits += 1;
            }
        }
        let rate = f64::from(commits) / begin.elapsed().as_secs_f64();
        writeln!(std::io::stdout(), "batches of {batch_size:>2}: {rate:>8.0} commits a second")?;
    }
    Ok(())
}

/// A commit of three records, among them a document of 2 KB.
fn next(index: u64, revision: u64) -> Commit {
    let records = [user(revision % 50, "ana"), user(revision % 50 + 50, "bob"), policy_version(1, 2_000)];
    commit(account(index), revision, records.into_iter().map(Change::Put).collect())
}
