// SPDX-License-Identifier: Apache-2.0
//! An account's revision and last requests: what decides whether a commit may be made.

use std::collections::VecDeque;

use crate::{Commit, REQUESTS_KEPT};

/// Where an account stands and which requests brought it there. The default is an account that does not exist yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct History {
    pub(crate) revision: u64,
    /// The last requests, oldest first, each with the revision it made.
    pub(crate) requests: VecDeque<(u64, String)>,
}

/// What is to become of a commit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// It was made before, at this revision.
    Made(u64),
    /// It may be made.
    Next,
    /// It was decided on another revision.
    Stale,
}

impl History {
    pub(crate) fn judge(&self, commit: &Commit) -> Judgement {
        if commit.expected_revision == self.revision {
            return Judgement::Next;
        }
        let made = commit.expected_revision.saturating_add(1);
        let same = |(revision, request): &&(u64, String)| *revision == made && *request == commit.request_id;
        self.requests.iter().find(same).map_or(Judgement::Stale, |(revision, _)| Judgement::Made(*revision))
    }

    /// Counts a commit and returns the revision it makes.
    pub(crate) fn advance(&mut self, request_id: &str) -> u64 {
        self.revision += 1;
        if !request_id.is_empty() {
            self.requests.push_back((self.revision, request_id.to_owned()));
        }
        while self.requests.len() > REQUESTS_KEPT {
            self.requests.pop_front();
        }
        self.revision
    }
}
