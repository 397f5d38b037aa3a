// SPDX-License-Identifier: Apache-2.0
//! Compiled `Action` and `NotAction`: runs of known actions, and the patterns for unknown ones.

use std::ops::Range;

use super::vocabulary::{KnownAction, Vocabulary};
use crate::{
    evaluation::glob::{self, Symbol},
    language::ActionElement,
};

/// The actions that a statement covers.
#[derive(Debug)]
pub(super) struct ActionSet {
    /// True for `NotAction`.
    negated: bool,
    /// Whether some pattern names all actions of all services.
    all: bool,
    /// What the patterns name, in order, without overlaps; empty if they name all.
    runs: Box<[Run]>,
    /// Whether actions without a number are never covered.
    closed: bool,
    /// The patterns that name actions, for actions without a number.
    patterns: Box<[ActionPattern]>,
}

/// All known actions that some of several sets cover, so that the others need not be asked of each set.
#[derive(Debug)]
pub(super) struct Union {
    /// Whether one of them covers nearly all actions; then nothing is told apart.
    all: bool,
    runs: Box<[Run]>,
}

impl Union {
    pub(super) fn of<'a>(sets: impl Iterator<Item = &'a ActionSet> + Clone) -> Self {
        let all = sets.clone().any(ActionSet::covers_the_rest);
        let runs = sets.filter(|_| !all).flat_map(|set| set.runs.iter().copied()).collect();
        Self { all, runs: merged(runs).into() }
    }

    /// Whether no set covers an action.
    pub(super) fn lacks(&self, action: KnownAction) -> bool {
        !self.all && !Run::is_among(&self.runs, action)
    }
}

/// Neighbouring actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub(super) start: u16,
    /// The number after the last.
    pub(super) end: u16,
}

/// A pattern in lower case, split at its colon; `*` alone has no colon and names whatever is asked.
#[derive(Debug)]
enum ActionPattern {
    Everything,
    Named { prefix: Box<str>, name: Box<str> },
}

impl ActionSet {
    pub(super) fn compile(element: &ActionElement, vocabulary: &Vocabulary) -> Self {
        let patterns: Box<[ActionPattern]> =
            element.patterns.iter().filter_map(|pattern| ActionPattern::read(&pattern.value)).collect();
        let all = patterns.iter().any(ActionPattern::is_all);
        let mut runs = Vec::new();
        for pattern in patterns.iter().filter(|_| !all) {
            let ActionPattern::Named { prefix, name } = pattern else { continue };
            for service in vocabulary.services_of(prefix) {
                vocabulary.covered(service, name, |actions| runs.extend(Run::new(actions)));
            }
        }
        let closed = !element.negated && patterns.iter().all(|pattern| pattern.is_known(vocabulary));
        Self { negated: element.negated, all, runs: merged(runs).into(), closed, patterns }
    }

    /// Whether the set covers a known action.
    pub(super) fn covers(&self, action: KnownAction) -> bool {
        (self.all || self.lists(action)) != self.negated
    }

    fn lists(&self, action: KnownAction) -> bool {
        Run::is_among(&self.runs, action)
    }

    /// Whether the set covers an action of whatever name.
    pub(super) fn covers_name(&self, action: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(action)) != self.negated
    }

    /// Whether the set covers no action without a number.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whether the set covers all actions outside [`Self::runs`].
    pub(super) fn covers_the_rest(&self) -> bool {
        self.all != self.negated
    }

    /// The runs that differ from the rest, in order and apart from each other; whether they are in the set follows from
    /// [`Self::covers_the_rest`].
    pub(super) fn runs(&self) -> &[Run] {
        &self.runs
    }
}

impl Run {
    fn new(actions: Range<usize>) -> Option<Self> {
        let [start, end] = [actions.start, actions.end].map(u16::try_from);
        let run = Self { start: start.ok()?, end: end.ok()? };
        (run.start < run.end).then_some(run)
    }

    /// Whether an action is in one of these, which are in order.
    fn is_among(runs: &[Self], KnownAction(number): KnownAction) -> bool {
        let after = runs.partition_point(|run| run.start <= number);
        let before = after.checked_sub(1).and_then(|at| runs.get(at));
        before.is_some_and(|run| number < run.end)
    }
}

/// Sorts runs and joins those that touch.
fn merged(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_unstable();
    runs.dedup_by(|next, kept| {
        let joins = next.start <= kept.end;
        if joins {
            kept.end = kept.end.max(next.end);
        }
        joins
    });
    runs
}

impl ActionPattern {
    /// `None` for malformed patterns, which name nothing (rule A-4).
    fn read(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::Everything);
        }
        let (prefix, name) = text.split_once(':')?;
        if prefix.is_empty() || name.is_empty() || text.contains(|c: char| c.is_whitespace() || c == ',') {
            return None;
        }
        Some(Self::Named {
            prefix: prefix.to_ascii_lowercase().into(),
            name: name.to_ascii_lowercase().into(),
        })
    }

    /// Whether it names every known action.
    fn is_all(&self) -> bool {
        match self {
            Self::Everything => true,
            Self::Named { prefix, name } => prefix.as_ref() == "*" && name.as_ref() == "*",
        }
    }

    /// Whether it names one action, which has a number.
    fn is_known(&self, vocabulary: &Vocabulary) -> bool {
        match self {
            Self::Everything => false,
            Self::Named { prefix, name } => {
                !name.contains(['*', '?'])
                    && prefix.as_ref() != "*"
                    && vocabulary.find(&format!("{prefix}:{name}")).is_some()
            }
        }
    }

    fn matches(&self, action: &str) -> bool {
        let Self::Named { prefix, name } = self else { return true };
        let Some((service, asked)) = action.split_once(':') else { return false };
        // The prefix knows no wildcard but the whole `*` (rule A-2).
        (prefix.as_ref() == "*" || prefix.eq_ignore_ascii_case(service))
            && glob::matches(
                name.chars().map(Symbol::of),
                asked.chars().map(|character| character.to_ascii_lowercase()),
            )
    }
}
