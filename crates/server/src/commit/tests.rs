// SPDX-License-Identifier: Apache-2.0
//! The writer on a store in memory that fails when it is told to, with decisions of one line.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use bytes::Bytes;
use portcullis_directory::Directory;
use portcullis_directory::change::Change;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::{AccountRecord, Principal, Record};
use portcullis_service::{Incoming, Manner, Moment, Transition};
use portcullis_store::memory::Memory;
use portcullis_store::testing::samples;
use portcullis_store::{AuditLine, CHANGES_MAX, Commit, CommitError, Head, Loaded, Store, StoreError};
use portcullis_wire::Service;

use super::*;
use crate::journal::Journal;
use crate::lines::{Lines, OnFailure, Sink};
use crate::load::Published;
use crate::log::{Format, Log};
use crate::metrics::Metrics;
use crate::usage::Uses;

const ACCOUNT: &str = "111122223333";
const OTHER: &str = "444455556666";

/// What a store does with the next batch.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Weather {
    /// It fails and makes nothing.
    Fails,
    /// It makes everything and then cannot say so.
    MadeUnclear,
    /// It makes nothing and cannot say so.
    LostUnclear,
    /// The first commit fails, the others are tried.
    FirstFails,
    /// Another program writes to the account first.
    Overtaken,
}

struct Stormy {
    memory: Memory,
    weather: Arc<Mutex<VecDeque<Weather>>>,
    batches: Arc<Mutex<Vec<usize>>>,
}

impl Store for Stormy {
    fn heads(&mut self) -> Result<Vec<Head>, StoreError> {
        self.memory.heads()
    }

    fn load(&mut self, account: AccountId) -> Result<Loaded, StoreError> {
        self.memory.load(account)
    }

    fn commit(&mut self, batch: &[Commit]) -> Vec<Result<u64, CommitError>> {
        self.batches.lock().unwrap().push(batch.len());
        let weather = self.weather.lock().unwrap().pop_front();
        let unclear = || batch.iter().map(|_| Err(CommitError::Ambiguous("power".to_owned()))).collect();
        match weather {
            None => self.memory.commit(batch),
            Some(Weather::Fails) => {
                batch.iter().map(|_| Err(CommitError::Failed("disk".to_owned()))).collect()
            }
            Some(Weather::LostUnclear) => unclear(),
            Some(Weather::MadeUnclear) => {
                self.memory.commit(batch);
                unclear()
            }
            Some(Weather::FirstFails) => {
                let mut results = vec![Err(CommitError::Failed("row".to_owned()))];
                results.extend(self.memory.commit(&batch[1..]));
                results
            }
            Some(Weather::Overtaken) => {
                let changes = vec![Change::put(user("overtaker"))];
                let request_id = "overtaker".to_owned();
                self.memory.commit(&[Commit { changes, request_id, ..batch[0].clone() }]);
                self.memory.commit(batch)
            }
        }
    }

    fn audit_since(
        &mut self,
        account: AccountId,
        revision: u64,
        max: usize,
    ) -> Result<Vec<AuditLine>, StoreError> {
        self.memory.audit_since(account, revision, max)
    }
}

fn root(id: AccountId) -> AccountRecord {
    AccountRecord {
        id,
        email: "root@example.com".to_owned(),
        created_at: 0,
        alias: None,
        quotas: BTreeMap::new(),
    }
}

fn user(name: &str) -> Record {
    let number = name.bytes().fold(0, |number, byte| number * 251 % 9_999_991 + u64::from(byte));
    samples::user(number, name)
}

/// Decides `ACCOUNT NAME`: a user of that name is put into the account, unless one is there.
fn decide(directory: &Directory, _moment: &Moment, incoming: &Incoming<'_>) -> Reply {
    let text = str::from_utf8(incoming.http.body).unwrap();
    let (account, name) = text.split_once(' ').unwrap();
    let account = directory.account(account.parse().unwrap()).unwrap();
    let exists = account.users.named(name).is_some();
    let changes = vec![Change::put(user(name))];
    let status = if exists { 409 } else { 200 };
    Reply {
        response: HttpResponse { status, headers: Vec::new(), body: Vec::new() },
        transition: (!exists).then(|| Transition {
            account: account.id(),
            revision: account.revision(),
            changes,
        }),
        audit: format!("{{\"n\":\"{name}\",\"responseElements\":{{}}}}"),
        operation: Some("iam:CreateUser".to_owned()),
        fault: exists.then(|| "EntityAlreadyExists".to_owned()),
        account: Some(account.id()),
        usage: None,
        ask: None,
        attempt: None,
        manner: Manner::Query(Service::Iam),
    }
}

#[derive(Clone, Default)]
struct Paper {
    text: Arc<Mutex<String>>,
    broken: Arc<AtomicBool>,
}

impl Sink for Paper {
    fn write(&mut self, lines: &str) -> io::Result<()> {
        if self.broken.load(Ordering::Acquire) {
            return Err(io::Error::other("no room"));
        }
        self.text.lock().unwrap().push_str(lines);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A desk of its own, with two accounts.
struct Scene {
    desk: Desk,
    weather: Arc<Mutex<VecDeque<Weather>>>,
    batches: Arc<Mutex<Vec<usize>>>,
    audit: Paper,
    decisions: Arc<AtomicUsize>,
}

fn scene(weather: &[Weather]) -> Scene {
    let mut memory = Memory::new();
    for account in [ACCOUNT, OTHER] {
        let account: AccountId = account.parse().unwrap();
        let changes = vec![Change::put(root(account))];
        let (request_id, audit) = (String::new(), String::new());
        memory.commit(&[Commit { account, expected_revision: 0, changes, request_id, audit }]);
    }
    let published = Published::load(&mut memory).unwrap();
    let weather = Arc::new(Mutex::new(weather.iter().copied().collect()));
    let batches = Arc::default();
    let audit = Paper::default();
    let journal = Journal {
        audit: Lines::start("audit", 1_000, OnFailure::Retry, audit.clone()).unwrap(),
        log: Log::start(Format::Json, Paper::default()).unwrap(),
        metrics: Metrics::new(),
        uses: Uses::new(),
    };
    let decisions = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&decisions);
    let desk = Desk {
        store: Box::new(Stormy { memory, weather: Arc::clone(&weather), batches: Arc::clone(&batches) }),
        decide: Arc::new(move |directory: &Directory, moment: &Moment, incoming: &Incoming<'_>| {
            counted.fetch_add(1, Ordering::AcqRel);
            decide(directory, moment, incoming)
        }),
        published: Arc::new(ArcSwap::from_pointee(published)),
        journal: Arc::new(journal),
    };
    Scene { desk, weather, batches, audit, decisions }
}

impl Scene {
    /// A job that was decided on what is published now.
    fn job(&self, text: &str) -> (Job, oneshot::Receiver<HttpResponse>) {
        let call = Call {
            method: hyper::Method::POST,
            uri: hyper::Uri::from_static("/"),
            headers: hyper::HeaderMap::new(),
            body: Bytes::from(text.to_owned()),
            source_ip: "127.0.0.1".parse().unwrap(),
            secure: false,
            moment: crate::now::moment().unwrap(),
            started: Instant::now(),
        };
        let reply = call.decide(&decide, &self.desk.published.load().directory);
        let (answer, answered) = oneshot::channel();
        (Job { call, reply, answer }, answered)
    }

    /// The statuses that these calls are answered with as one batch.
    fn batch(&mut self, texts: &[&str]) -> Vec<u16> {
        let (jobs, answers): (Vec<_>, Vec<_>) = texts.iter().map(|text| self.job(text)).unzip();
        self.desk.process(jobs);
        answers.into_iter().map(|mut answer| answer.try_recv().unwrap().status).collect()
    }

    /// The users of an account as they are published, after a check that the store holds the same.
    fn users(&mut self, account: &str) -> Vec<String> {
        let id = account.parse().unwrap();
        let published = self.desk.published.load_full();
        let account = published.directory.account(id).unwrap();
        let stored = Published::load(&mut *self.desk.store).unwrap();
        assert_eq!(stored.directory.account(id).unwrap().revision(), account.revision());
        let names = |account: &portcullis_directory::Account| -> Vec<String> {
            account.users.iter().map(|user| user.name.clone()).collect()
        };
        assert_eq!(
            names(stored.directory.account(id).unwrap()),
            names(account),
            "what is served is what is stored"
        );
        names(account)
    }

    fn audited(self) -> String {
        self.desk.journal.audit.close();
        self.audit.text.lock().unwrap().clone()
    }
}

#[test]
fn a_batch_is_one_transaction_and_later_jobs_are_decided_again() {
    let mut scene = scene(&[]);
    let (a, b, c) = (format!("{ACCOUNT} a"), format!("{ACCOUNT} b"), format!("{OTHER} c"));
    assert_eq!(scene.batch(&[&a, &b, &c]), [200, 200, 200]);
    assert_eq!(*scene.batches.lock().unwrap(), [3]);
    assert_eq!(scene.decisions.load(Ordering::Acquire), 1, "only b saw an older state of its account");
    assert_eq!(scene.users(ACCOUNT), ["a", "b"]);
    assert_eq!(scene.users(OTHER), ["c"]);
    let audited = scene.audited();
    assert_eq!(audited.lines().count(), 3);
}

#[test]
fn what_turns_out_to_change_nothing_is_answered_after_the_batch() {
    let mut scene = scene(&[]);
    let a = format!("{ACCOUNT} a");
    assert_eq!(scene.batch(&[&a, &a]), [200, 409]);
    assert_eq!(*scene.batches.lock().unwrap(), [1]);
    assert_eq!(scene.users(ACCOUNT), ["a"]);
}

#[test]
fn a_batch_that_fails_leaves_no_trace_and_says_so() {
    let mut scene = scene(&[Weather::Fails]);
    let (a, b) = (format!("{ACCOUNT} a"), format!("{OTHER} b"));
    assert_eq!(scene.batch(&[&a, &b]), [503, 503]);
    assert!(scene.users(ACCOUNT).is_empty());
    assert_eq!(scene.batch(&[&a]), [200], "the next one works again");
    assert_eq!(scene.users(ACCOUNT), ["a"]);
    let audited = scene.audited();
    let failed = audited.lines().filter(|line| line.contains("\"responseElements\":null")).count();
    assert_eq!(failed, 2, "the audit does not claim what was not made:\n{audited}");
}

#[test]
fn an_answer_that_rests_on_a_failed_change_is_given_again() {
    // The second job says `a` exists, which is true only if the first is made. It is not, so the second makes it.
    let mut scene = scene(&[Weather::Fails]);
    let a = format!("{ACCOUNT} a");
    assert_eq!(scene.batch(&[&a, &a]), [503, 200]);
    assert_eq!(scene.users(ACCOUNT), ["a"]);
}

#[test]
fn a_failed_commit_does_not_take_the_others_along() {
    let mut scene = scene(&[Weather::FirstFails]);
    let (a, b, c) = (format!("{ACCOUNT} a"), format!("{ACCOUNT} b"), format!("{OTHER} c"));
    // `b` was to follow `a`, so the store calls it stale, and it is decided once more.
    assert_eq!(scene.batch(&[&a, &b, &c]), [503, 200, 200]);
    assert_eq!(scene.users(ACCOUNT), ["b"]);
    assert_eq!(scene.users(OTHER), ["c"]);
    assert_eq!(*scene.batches.lock().unwrap(), [3, 1]);
}

#[test]
fn the_fate_of_an_unclear_commit_is_asked_for() {
    let mut scene = scene(&[Weather::MadeUnclear]);
    let (a, b) = (format!("{ACCOUNT} a"), format!("{ACCOUNT} b"));
    assert_eq!(scene.batch(&[&a, &b]), [200, 200], "given again, the store knows that they were made");
    assert_eq!(scene.users(ACCOUNT), ["a", "b"]);
    scene.weather.lock().unwrap().extend([Weather::LostUnclear]);
    assert_eq!(scene.batch(&[&format!("{ACCOUNT} c")]), [200], "given again, it is made");
    assert_eq!(scene.users(ACCOUNT), ["a", "b", "c"]);
}

#[test]
fn a_commit_that_stays_unclear_is_not_called_a_success() {
    let mut scene = scene(&[Weather::MadeUnclear, Weather::LostUnclear]);
    assert_eq!(scene.batch(&[&format!("{ACCOUNT} a")]), [503]);
    assert_eq!(scene.users(ACCOUNT), ["a"], "what the store holds is read again and served");
    assert_eq!(scene.batch(&[&format!("{ACCOUNT} b")]), [200]);
    assert_eq!(scene.users(ACCOUNT), ["a", "b"]);
}

#[test]
fn an_account_that_another_program_changed_is_read_again() {
    let mut scene = scene(&[Weather::Overtaken]);
    assert_eq!(scene.batch(&[&format!("{ACCOUNT} a")]), [200]);
    assert_eq!(scene.users(ACCOUNT), ["a", "overtaker"]);
    scene.weather.lock().unwrap().extend([Weather::Overtaken]);
    assert_eq!(scene.batch(&[&format!("{OTHER} overtaker")]), [409], "decided again on what the other wrote");
}

#[test]
fn nothing_changes_while_the_audit_file_cannot_be_written() {
    let mut scene = scene(&[]);
    scene.audit.broken.store(true, Ordering::Release);
    scene.desk.journal.audit.offer("line");
    while !scene.desk.journal.audit.broken() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(scene.batch(&[&format!("{ACCOUNT} a")]), [503]);
    assert!(scene.batches.lock().unwrap().is_empty(), "the store was not even asked");
    scene.audit.broken.store(false, Ordering::Release);
    while scene.desk.journal.audit.broken() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(scene.batch(&[&format!("{ACCOUNT} a")]), [200]);
}

#[test]
fn jobs_that_wait_are_finished_before_the_writer_ends() {
    let scene = scene(&[]);
    let names: Vec<String> = (0..600).map(|number| format!("{ACCOUNT} u{number}")).collect();
    let (jobs, answers): (Vec<_>, Vec<_>) = names.iter().map(|text| scene.job(text)).unzip();
    let batches = Arc::clone(&scene.batches);
    let writer = Writer::start(scene.desk).unwrap();
    for job in jobs {
        assert!(writer.submit(Box::new(job)).is_ok());
    }
    writer.close();
    assert!(!writer.alive());
    let statuses = answers.into_iter().map(|answer| answer.blocking_recv().unwrap().status);
    assert!(statuses.into_iter().all(|status| status == 200));
    let batches = batches.lock().unwrap();
    assert_eq!(batches.iter().sum::<usize>(), 600);
    assert!(batches.len() < 600, "jobs that wait share a transaction: {batches:?}");
}

#[test]
fn a_writer_that_is_gone_gives_the_job_back() {
    let scene = scene(&[]);
    let (job, _answer) = scene.job(&format!("{ACCOUNT} a"));
    let writer = Writer::start(scene.desk).unwrap();
    writer.close();
    assert!(writer.submit(Box::new(job)).is_err());
}

/// That the users of this name tried `iam:GetUser`.
fn uses(scene: &Scene, names: &[&str], at: i64) -> Vec<Use> {
    let published = scene.desk.published.load_full();
    let account = published.directory.account(ACCOUNT.parse().unwrap()).unwrap();
    let used = |name: &&str| Use {
        account: account.id(),
        principal: Principal::User(account.users.named(name).unwrap().id.clone()),
        key: None,
        service: "iam",
        action: "GetUser",
        region: "us-east-1".to_owned(),
        at,
    };
    names.iter().map(used).collect()
}

/// When a user tried something last, as it is published, after a check that the store holds the same.
fn last_use(scene: &mut Scene, name: &str) -> Option<i64> {
    scene.users(ACCOUNT);
    let stored = Published::load(&mut *scene.desk.store).unwrap();
    let at = |directory: &Directory| {
        let account = directory.account(ACCOUNT.parse().unwrap()).unwrap();
        let id = account.users.named(name).unwrap().id.clone();
        account.usage(&Principal::User(id)).and_then(|usage| usage.latest().map(|used| used.at))
    };
    let published = at(&scene.desk.published.load().directory);
    assert_eq!(at(&stored.directory), published);
    published
}

#[test]
fn uses_are_recorded_in_as_many_commits_as_they_need_and_only_if_they_are_news() {
    let mut scene = scene(&[]);
    let names: Vec<String> = (0..=CHANGES_MAX).map(|number| format!("u{number}")).collect();
    for name in &names {
        assert_eq!(scene.batch(&[&format!("{ACCOUNT} {name}")]), [200]);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let news = uses(&scene, &names, 1_000);
    scene.desk.record(&news);
    assert_eq!(scene.batches.lock().unwrap().last(), Some(&2), "one transaction");
    assert!(names.iter().all(|name| last_use(&mut scene, name) == Some(1_000)));
    let batches = scene.batches.lock().unwrap().len();
    scene.desk.record(&news);
    assert_eq!(scene.batches.lock().unwrap().len(), batches, "nothing is news");
}

#[test]
fn uses_that_cannot_be_recorded_are_lost_and_nothing_else_is() {
    let weathers = [Weather::Fails, Weather::LostUnclear, Weather::Overtaken, Weather::MadeUnclear];
    for (weather, recorded) in weathers.into_iter().zip([None, Some(1_000), None, Some(1_000)]) {
        let mut scene = scene(&[]);
        assert_eq!(scene.batch(&[&format!("{ACCOUNT} a")]), [200]);
        let news = uses(&scene, &["a"], 1_000);
        scene.weather.lock().unwrap().push_back(weather);
        scene.desk.record(&news);
        assert_eq!(last_use(&mut scene, "a"), recorded, "{weather:?}");
        assert_eq!(scene.batch(&[&format!("{ACCOUNT} b")]), [200], "{weather:?}");
    }
}

#[test]
fn a_job_that_was_decided_before_a_recording_is_decided_again() {
    let mut scene = scene(&[]);
    assert_eq!(scene.batch(&[&format!("{ACCOUNT} a")]), [200]);
    let (job, mut answer) = scene.job(&format!("{ACCOUNT} b"));
    let news = uses(&scene, &["a"], 1_000);
    scene.desk.record(&news);
    scene.desk.process(vec![job]);
    assert_eq!(answer.try_recv().unwrap().status, 200);
    assert_eq!(scene.users(ACCOUNT), ["a", "b"]);
}
