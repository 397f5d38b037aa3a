// SPDX-License-Identifier: Apache-2.0
//! Jobs that report last accessed services: who may read one, how long it is kept, and the markers of its pages.

use std::sync::Arc;

use portcullis_directory::record::Job;
use portcullis_wire::{Fault, faults, iam};

use crate::caller::Identity;
use crate::context::Context;
use crate::page::Window;

/// How long a job can be read.
const KEPT_SECONDS: i64 = 86_400;

/// The most jobs that an account keeps; the oldest make room.
pub(crate) const JOBS_MAX: usize = 10_000;

/// Whether a job of that time is kept no longer.
pub(crate) fn is_over(created_at: i64, now: i64) -> bool {
    now.saturating_sub(created_at) > KEPT_SECONDS
}

/// Whose jobs the caller's are. Sessions of one role are strangers to each other.
pub(crate) fn asker(cx: &Context<'_>) -> String {
    match (&cx.caller.session, &cx.caller.identity) {
        (None, Identity::User(user)) => user.id.to_string(),
        (None, _) => "root".to_owned(),
        (Some(_), _) => cx.caller.access_key_id.clone(),
    }
}

/// The caller's job of this id.
///
/// # Errors
/// There is none: also if it is someone else's.
pub(crate) fn find<'a>(id: &str, cx: &Context<'a>) -> Result<&'a Arc<Job>, Fault> {
    let found = cx.account().job(id);
    found
        .filter(|job| job.asked_by == asker(cx) && !is_over(job.created_at, cx.now()))
        .ok_or_else(|| faults::no_such_entity(format!("Job {id} does not exist.")))
}

/// That a page goes on with the list that its marker was given for.
///
/// # Errors
/// The marker is one of another job, or of another list.
pub(crate) fn require_marker_of(list: &str, window: &Window) -> Result<(), Fault> {
    if window.after().is_none_or(|after| after.starts_with(list)) {
        return Ok(());
    }
    Err(faults::invalid_input("The marker passed in the request was invalid."))
}

/// What a job says whose subject was deleted.
pub(crate) fn subject_is_gone() -> iam::ErrorDetails {
    iam::ErrorDetails {
        message: "The entity that the report is about does not exist any more.".to_owned(),
        code: "NoSuchEntity".to_owned(),
    }
}
