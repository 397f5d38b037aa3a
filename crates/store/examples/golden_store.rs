// SPDX-License-Identifier: Apache-2.0
//! Makes the golden store of the current format: `cargo run -p portcullis-store --example golden_store -- DIR`,
//! then copy `DIR/portcullis.db` to `tests/golden/`. A golden store of a released format is never made again.

use std::error::Error;
use std::path::Path;

use portcullis_directory::change::Change;
use portcullis_store::embedded::Embedded;
use portcullis_store::testing::samples::{account, commit, each_kind, user};
use portcullis_store::{MasterKey, Store};

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args_os().nth(1).ok_or("usage: golden_store DIR")?;
    let key = MasterKey::from_bytes(*b"a master key for tests, not more");
    let mut store = Embedded::open(Path::new(&directory), &key)?;
    let changes = each_kind(account(0)).into_iter().map(Change::Put).collect();
    let batch = [
        commit(account(0), 0, changes),
        commit(account(0), 1, vec![Change::Put(user(2, "bob")), Change::Put(user(3, "eve"))]),
        commit(account(0), 2, vec![Change::Remove(user(3, "eve").key())]),
        commit(account(1), 0, Vec::new()),
    ];
    for answer in store.commit(&batch) {
        answer?;
    }
    Ok(())
}
