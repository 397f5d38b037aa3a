// SPDX-License-Identifier: Apache-2.0
//! What an account keeps for its reports: usage, the credential report, and jobs.

use std::sync::Arc;

use rpds::RedBlackTreeMapSync;

use super::Account;
use crate::change::{Key, Kind};
use crate::record::{CredentialReportPart, Job, Principal, Record, Usage};

/// The records behind the account's reports.
#[derive(Debug, Clone)]
pub(super) struct Reports {
    usages: RedBlackTreeMapSync<String, Arc<Usage>>,
    parts: RedBlackTreeMapSync<u32, Arc<CredentialReportPart>>,
    jobs: RedBlackTreeMapSync<String, Arc<Job>>,
}

impl Default for Reports {
    fn default() -> Self {
        Self {
            usages: RedBlackTreeMapSync::new_sync(),
            parts: RedBlackTreeMapSync::new_sync(),
            jobs: RedBlackTreeMapSync::new_sync(),
        }
    }
}

impl Reports {
    pub(super) fn put_part(&mut self, part: &Arc<CredentialReportPart>) {
        self.parts.insert_mut(part.number, Arc::clone(part));
    }

    pub(super) fn put_job(&mut self, job: &Arc<Job>) {
        self.jobs.insert_mut(job.id.clone(), Arc::clone(job));
    }

    pub(super) fn put_usage(&mut self, usage: &Arc<Usage>) {
        self.usages.insert_mut(usage.principal.id().to_owned(), Arc::clone(usage));
    }

    pub(super) fn remove(&mut self, key: &Key) {
        match key.kind {
            Kind::Job => {
                self.jobs.remove_mut(&key.id);
            }
            Kind::Usage => {
                self.usages.remove_mut(&key.id);
            }
            Kind::CredentialReportPart => {
                if let Ok(number) = key.id.parse::<u32>() {
                    self.parts.remove_mut(&number);
                }
            }
            _ => {}
        }
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record> {
        let usages = self.usages.values().map(|record| Record::Usage(Arc::clone(record)));
        let parts = self.parts.values().map(|record| Record::CredentialReportPart(Arc::clone(record)));
        let jobs = self.jobs.values().map(|record| Record::Job(Arc::clone(record)));
        usages.chain(parts).chain(jobs)
    }
}

impl Account {
    /// What a principal used last, if anything was recorded.
    pub fn usage(&self, principal: &Principal) -> Option<&Arc<Usage>> {
        self.reports.usages.get(principal.id())
    }

    /// The parts of the credential report, in order; none before the first was generated.
    pub fn credential_report_parts(&self) -> impl Iterator<Item = &Arc<CredentialReportPart>> {
        self.reports.parts.values()
    }

    /// The job of this id.
    pub fn job(&self, id: &str) -> Option<&Arc<Job>> {
        self.reports.jobs.get(id)
    }

    /// The jobs, in the order of their ids.
    pub fn jobs(&self) -> impl Iterator<Item = &Arc<Job>> {
        self.reports.jobs.values()
    }
}
