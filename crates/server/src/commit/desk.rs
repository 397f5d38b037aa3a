// SPDX-License-Identifier: Apache-2.0
//! What the writer does with one batch of jobs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwap;
use portcullis_directory::Directory;
use portcullis_directory::identifier::AccountId;
use portcullis_service::usage::{self, Use};
use portcullis_store::{CHANGES_MAX, Commit, CommitError, Store};
use portcullis_wire::Fault;

use super::Job;
use crate::call::Decide;
use crate::journal::Journal;
use crate::load::Published;
use crate::log::Value;
use crate::metrics::StoreErrorKind;
use crate::{now, refuse};

/// The store, and all that stands around it. Nobody else commits or publishes.
pub(crate) struct Desk {
    pub(crate) store: Box<dyn Store>,
    pub(crate) decide: Arc<Decide>,
    pub(crate) published: Arc<ArcSwap<Published>>,
    pub(crate) journal: Arc<Journal>,
}

/// A job that was taken into the batch.
enum Admitted {
    /// It changes something.
    Change(Commit),
    /// It turned out to change nothing on the newer state: what it says is true once the batch is.
    Answer,
    /// It cannot be carried out.
    Refused(Fault),
}

impl Desk {
    /// Makes the jobs' changes durable and visible and answers them all.
    pub(super) fn process(&mut self, jobs: Vec<Job>) {
        let mut unsettled = self.round(jobs);
        // Those that another's failure unsettled are decided once more, on the state that came of it.
        let published = self.published.load_full();
        for job in &mut unsettled {
            self.journal.metrics.count_decided_again();
            job.reply = job.call.decide(&*self.decide, &published.directory);
        }
        for job in self.round(unsettled) {
            self.refuse(
                job,
                &refuse::unavailable("The account was changed by others all the time. Try again."),
            );
        }
    }

    /// Records what principals used last. Nobody waits for it: what cannot be recorded is told again by later calls.
    pub(super) fn record(&mut self, uses: &[Use]) {
        if self.journal.audit.broken() {
            return;
        }
        let before = self.published.load_full();
        let mut working = before.directory.clone();
        let mut by_account: BTreeMap<AccountId, Vec<Use>> = BTreeMap::new();
        for used in uses {
            by_account.entry(used.account).or_default().push(used.clone());
        }
        let mut commits = Vec::new();
        for (id, uses) in by_account {
            let changes =
                working.account(id).map(|account| usage::record(account, &uses)).unwrap_or_default();
            for changes in changes.chunks(CHANGES_MAX) {
                let Some(account) = working.account(id) else { continue };
                let expected_revision = account.revision();
                let Ok(after) = working.apply(id, expected_revision.saturating_add(1), changes) else {
                    continue;
                };
                working = after;
                let request_id = now::moment().map(|moment| moment.request_id).unwrap_or_default();
                // No call asked for this, so there is nothing to audit.
                let (changes, audit) = (changes.to_vec(), String::new());
                commits.push(Commit { account: id, expected_revision, changes, request_id, audit });
            }
        }
        let results = self.commit(&commits);
        if results.iter().any(Result::is_err) {
            self.settle(&before, commits.iter().zip(&results));
        } else if !commits.is_empty() {
            self.published.store(Arc::new(Published { directory: working, damaged: before.damaged.clone() }));
        }
    }

    /// One transaction. Returns the jobs that have to be decided again.
    fn round(&mut self, jobs: Vec<Job>) -> Vec<Job> {
        let before = self.published.load_full();
        let mut working = before.directory.clone();
        let (mut commits, mut changing, mut answering) = (Vec::new(), Vec::new(), Vec::new());
        for mut job in jobs {
            match self.admit(&mut job, &mut working) {
                Admitted::Change(commit) => {
                    commits.push(commit);
                    changing.push(job);
                }
                Admitted::Answer => answering.push(job),
                Admitted::Refused(fault) => self.refuse(job, &fault),
            }
        }
        let results = self.commit(&commits);
        if results.iter().any(Result::is_err) {
            let outcomes = commits.into_iter().zip(changing).zip(results).collect();
            return self.recover(&before, outcomes, answering);
        }
        if !changing.is_empty() {
            self.published.store(Arc::new(Published { directory: working, damaged: before.damaged.clone() }));
        }
        changing.into_iter().chain(answering).for_each(|job| self.answer(job));
        Vec::new()
    }

    /// Applies a job's changes to the working state. What was decided on an older state is decided again first.
    fn admit(&self, job: &mut Job, working: &mut Directory) -> Admitted {
        for attempt in 0..2 {
            if attempt > 0 {
                self.journal.metrics.count_decided_again();
                job.reply = job.call.decide(&*self.decide, working);
            }
            let Some(transition) = &job.reply.transition else { return Admitted::Answer };
            if self.journal.audit.broken() {
                return Admitted::Refused(refuse::unavailable(NO_AUDIT));
            }
            if transition.changes.len() > CHANGES_MAX {
                return Admitted::Refused(refuse::internal());
            }
            let revision = working.account(transition.account).map(|account| account.revision());
            if revision != Some(transition.revision) {
                continue;
            }
            let next = transition.revision.saturating_add(1);
            // A conflict means that the decision did not see another account's latest state: that is stale too.
            if let Ok(after) = working.apply(transition.account, next, &transition.changes) {
                *working = after;
                return Admitted::Change(Commit {
                    account: transition.account,
                    expected_revision: transition.revision,
                    changes: transition.changes.clone(),
                    request_id: job.call.moment.request_id.clone(),
                    audit: job.reply.audit.clone(),
                });
            }
        }
        Admitted::Refused(refuse::internal())
    }

    /// Gives the commits to the store; those whose fate is not known are given once more, which tells it.
    fn commit(&mut self, commits: &[Commit]) -> Vec<Result<u64, CommitError>> {
        if commits.is_empty() {
            return Vec::new();
        }
        let started = Instant::now();
        let mut results = self.store.commit(commits);
        let silent = || Err(CommitError::Ambiguous("the store did not answer".to_owned()));
        results.resize_with(commits.len(), silent);
        let unclear = |result: &Result<u64, CommitError>| matches!(result, Err(CommitError::Ambiguous(_)));
        let again: Vec<Commit> = commits
            .iter()
            .zip(&results)
            .filter(|(_, result)| unclear(result))
            .map(|(commit, _)| commit.clone())
            .collect();
        if !again.is_empty() {
            let mut second = self.store.commit(&again).into_iter();
            for result in results.iter_mut().filter(|result| unclear(result)) {
                *result = second.next().unwrap_or_else(silent);
            }
        }
        let made = results.iter().filter(|result| result.is_ok()).count();
        self.journal.metrics.count_batch(commits.len(), made, started.elapsed());
        self.note_errors(&results);
        results
    }

    fn note_errors(&self, results: &[Result<u64, CommitError>]) {
        let mut first = None;
        for error in results.iter().filter_map(|result| result.as_ref().err()) {
            self.journal.metrics.count_store_error(match error {
                CommitError::Stale => StoreErrorKind::Stale,
                CommitError::Ambiguous(_) => StoreErrorKind::Ambiguous,
                CommitError::Failed(_) => StoreErrorKind::Failed,
            });
            first.get_or_insert(error);
        }
        if let Some(error) = first {
            self.journal.log.error("the store did not commit", &[("why", Value::Text(&error.to_string()))]);
        }
    }

    /// Finds the state that holds after a batch of which something was not made, publishes it, and answers what
    /// can be answered. Returns the jobs that have to be decided again.
    fn recover(&mut self, before: &Published, outcomes: Vec<Outcome>, answering: Vec<Job>) -> Vec<Job> {
        let read = self.settle(before, outcomes.iter().map(|((commit, _), result)| (commit, result)));
        let (mut made, mut unmade, mut again) = (Vec::new(), Vec::new(), answering);
        for ((commit, job), result) in outcomes {
            match result {
                Ok(_) => made.push((commit.account, job)),
                Err(CommitError::Stale) => again.push(job),
                Err(CommitError::Ambiguous(_)) => unmade.push((job, UNKNOWN)),
                Err(CommitError::Failed(_)) => unmade.push((job, NOT_MADE)),
            }
        }
        for (account, job) in made {
            // What is durable but cannot be seen is not yet true for those who ask.
            if read.get(&account) == Some(&false) { unmade.push((job, UNKNOWN)) } else { self.answer(job) }
        }
        unmade.into_iter().for_each(|(job, why)| self.refuse(job, &refuse::unavailable(why)));
        again
    }

    /// Publishes the state that holds after a batch. Tells of each account in doubt whether it could be read again.
    fn settle<'a>(
        &mut self,
        before: &Published,
        outcomes: impl Iterator<Item = (&'a Commit, &'a Result<u64, CommitError>)>,
    ) -> BTreeMap<AccountId, bool> {
        let mut state = before.clone();
        let mut read: BTreeMap<AccountId, bool> = BTreeMap::new();
        for (commit, result) in outcomes {
            match result {
                Ok(revision) => {
                    let current = state.directory.account(commit.account).map(|account| account.revision());
                    let follows = current == Some(commit.expected_revision);
                    match state.directory.apply(commit.account, *revision, &commit.changes) {
                        Ok(directory) if follows => state.directory = directory,
                        _ => drop(read.insert(commit.account, false)),
                    }
                }
                Err(CommitError::Stale | CommitError::Ambiguous(_)) => {
                    read.insert(commit.account, false);
                }
                Err(CommitError::Failed(_)) => {}
            }
        }
        for (account, done) in &mut read {
            *done = self.reload(&mut state, *account);
        }
        self.published.store(Arc::new(state));
        read
    }

    fn reload(&mut self, state: &mut Published, account: AccountId) -> bool {
        let outcome = state.read(&mut *self.store, account);
        if let Err(error) = &outcome {
            self.journal.metrics.count_store_error(StoreErrorKind::Load);
            let id = account.to_string();
            let fields = [("account", Value::Text(&id)), ("why", Value::Text(&error.to_string()))];
            self.journal.log.error("an account could not be read again", &fields);
        }
        outcome.is_ok()
    }

    fn refuse(&self, mut job: Job, fault: &Fault) {
        refuse::overrule(&mut job.reply, fault, &job.call.moment.request_id);
        self.answer(job);
    }

    fn answer(&self, mut job: Job) {
        self.journal.enter_write(&job.call.facts(), &mut job.reply);
        // A client that has gone away does not wait for its answer; what it asked for is done all the same.
        let _gone = job.answer.send(job.reply.response);
    }
}

type Outcome = ((Commit, Job), Result<u64, CommitError>);

/// Why nothing may change while the audit file cannot be written.
pub(crate) const NO_AUDIT: &str = "The audit log cannot be written, so nothing can be changed at present.";
const NOT_MADE: &str = "The change could not be stored and was not made. Try again.";
const UNKNOWN: &str = "Whether the change was made is not known. Read the current state before trying again.";
