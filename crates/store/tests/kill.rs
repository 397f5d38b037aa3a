// SPDX-License-Identifier: Apache-2.0
//! A process that is killed in the middle of commits loses none that it was told is made.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod scratch;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use portcullis_directory::change::Change;
use portcullis_directory::record::Record;
use portcullis_store::embedded::Embedded;
use portcullis_store::testing::contents;
use portcullis_store::testing::samples::{account, audit_line, commit, policy_version, user};
use portcullis_store::{Commit, Store};

use scratch::{Scratch, master_key};

const ACCOUNTS: u64 = 3;
const KILLS: u64 = 24;
/// Tells this test's own program that it is the one to be killed, and where it is to write.
const VICTIM: &str = "PORTCULLIS_TEST_KILL_DIRECTORY";

#[test]
fn acknowledged_commits_survive_sigkill() {
    if let Some(directory) = std::env::var_os(VICTIM) {
        write_until_killed(Path::new(&directory));
    }
    let directory = Scratch::new();
    let mut acknowledged = BTreeMap::new();
    let mut total = 0;
    for kill in 0..KILLS {
        let lines = acknowledgements(directory.path(), Duration::from_millis(20 + kill * 37 % 180));
        total += lines.len();
        for (index, revision) in lines {
            acknowledged.insert(index, revision);
        }
        let mut store = Embedded::open(directory.path(), &master_key()).unwrap();
        assert_eq!(store.damage(), [] as [String; 0], "after kill {kill}");
        for (index, acknowledged) in &acknowledged {
            let (revision, records) = contents(&mut store, account(*index)).unwrap();
            assert!(revision >= *acknowledged, "after kill {kill}: account {index} fell to {revision}");
            assert_eq!(records, state_at(revision), "after kill {kill}: half a commit in account {index}");
            let lines = store.audit_since(account(*index), revision - 1, 9).unwrap();
            assert_eq!(lines.len(), 1);
            assert_eq!(lines[0].line, audit_line(account(*index), revision));
        }
    }
    assert!(total > 100, "the victim hardly wrote: {total} acknowledgements");
}

/// Runs the victim, kills it after a while, and returns what it acknowledged: account and revision.
fn acknowledgements(directory: &Path, patience: Duration) -> Vec<(u64, u64)> {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "acknowledged_commits_survive_sigkill", "--nocapture"])
        .env(VICTIM, directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    // The clock runs from the first acknowledgement, so that a slow start does not spare the victim.
    let parse = |line: &str| {
        let (index, revision) = line.strip_prefix("made ")?.split_once(' ')?;
        Some((index.parse().ok()?, revision.parse().ok()?))
    };
    let mut made: Vec<(u64, u64)> = Vec::new();
    while made.is_empty() {
        made.extend(parse(&lines.next().unwrap().unwrap()));
    }
    let killer = thread::spawn(move || {
        thread::sleep(patience);
        victim.kill().unwrap();
        victim.wait().unwrap()
    });
    made.extend(lines.map_while(Result::ok).filter_map(|line| parse(&line)));
    assert!(!killer.join().unwrap().success());
    made
}

fn write_until_killed(directory: &Path) -> ! {
    let mut store = Embedded::open(directory, &master_key()).unwrap();
    let mut revisions: Vec<u64> = vec![0; usize::try_from(ACCOUNTS).unwrap()];
    for head in store.heads().unwrap() {
        let index = head.account.number() - account(0).number();
        *revisions.get_mut(usize::try_from(index).unwrap()).unwrap() = head.revision;
    }
    loop {
        let numbered = || (0..).zip(&revisions);
        let batch: Vec<Commit> = numbered().map(|(index, revision)| next_commit(index, *revision)).collect();
        let answers = store.commit(&batch);
        let mut out = std::io::stdout().lock();
        for ((index, answer), revision) in (0..ACCOUNTS).zip(answers).zip(&mut revisions) {
            *revision = answer.unwrap();
            writeln!(out, "made {index} {revision}").unwrap();
        }
        out.flush().unwrap();
    }
}

/// The commit after a revision: five changes that must all be there or none.
fn next_commit(index: u64, revision: u64) -> Commit {
    let (before, after) = (state_at(revision), state_at(revision + 1));
    let gone = before.iter().filter(|old| after.iter().all(|new| new.key() != old.key()));
    let changes =
        gone.map(|record| Change::Remove(record.key())).chain(after.iter().cloned().map(Change::Put));
    commit(account(index), revision, changes.collect())
}

/// What an account holds at a revision: two new users each time, the two before them gone, and a document that
/// fills more than a page.
fn state_at(revision: u64) -> Vec<Record> {
    if revision == 0 {
        return Vec::new();
    }
    let mut records = vec![
        policy_version(1, usize::try_from(3_000 + revision % 4_000).unwrap()),
        user(revision * 2, &format!("user of {revision}")),
        user(revision * 2 + 1, &format!("other user of {revision}")),
    ];
    records.sort_by_key(Record::key);
    records
}
