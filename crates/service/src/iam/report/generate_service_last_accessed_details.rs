// SPDX-License-Identifier: Apache-2.0
//! Starts a report on when the services that a user, group, role or policy may use were last accessed.

use portcullis_directory::change::{Change, Key, Kind};
use portcullis_directory::record::Job;
use portcullis_wire::iam::{
    GenerateServiceLastAccessedDetailsRequest, GenerateServiceLastAccessedDetailsResponse,
};
use portcullis_wire::{Fault, faults};

use crate::access::Access;
use crate::context::Context;
use crate::iam::report::job::{JOBS_MAX, asker, is_over};
use crate::iam::report::subject;
use crate::operation::{Operation, Outcome};

/// How many jobs that are over one call sweeps away.
const SWEPT_MAX: usize = 50;

impl Operation for GenerateServiceLastAccessedDetailsRequest {
    fn access(&self, cx: &Context<'_>) -> Access {
        Access::one(subject::permission("iam:GenerateServiceLastAccessedDetails", &self.arn, cx))
    }

    fn decide(self, cx: &Context<'_>) -> Result<Outcome<GenerateServiceLastAccessedDetailsResponse>, Fault> {
        let unsupported =
            || faults::invalid_input(format!("Invalid Entity Arn: {} is not supported.", self.arn));
        let subject = subject::find(&self.arn, cx, unsupported)?;
        let job = Job {
            id: cx.moment.uuid(),
            created_at: cx.now(),
            asked_by: asker(cx),
            subject: subject.to_job(),
            tells_actions: self.granularity.as_deref() == Some("ACTION_LEVEL"),
        };
        let job_id = Some(job.id.clone());
        let mut changes = swept(cx);
        changes.push(Change::put(job));
        Ok(Outcome::write(GenerateServiceLastAccessedDetailsResponse { job_id }, changes))
    }
}

/// The removal of jobs that are over, and of the oldest one if there are too many.
fn swept(cx: &Context<'_>) -> Vec<Change> {
    let remove = |job: &Job| Change::Remove(Key::new(Kind::Job, &job.id));
    let over = cx.account().jobs().filter(|job| is_over(job.created_at, cx.now()));
    let mut changes: Vec<Change> = over.take(SWEPT_MAX).map(|job| remove(job)).collect();
    if changes.is_empty() && cx.account().jobs().count() >= JOBS_MAX {
        changes.extend(cx.account().jobs().min_by_key(|job| job.created_at).map(|job| remove(job)));
    }
    changes
}
