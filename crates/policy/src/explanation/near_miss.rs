// SPDX-License-Identifier: Apache-2.0
//! Which of the statements that do not act came nearest to it.

use super::explain::place;
use super::failure;
use super::verdict::{Reading, Verdict};
use super::{Element, Failure, NearMiss};
use crate::evaluation::Request;
use crate::evaluation::layers::Consent;
use crate::language::Effect;

/// The most near misses that one layer reports for each effect.
pub const NEAR_MISSES_MAX: usize = 3;

/// The nearest misses of a layer: Allow statements where it does not allow, Deny statements where it does not deny.
pub(super) fn nearest(verdict: &Verdict<'_>, request: &Request<'_>) -> Vec<NearMiss> {
    let mut misses = Vec::new();
    if verdict.consent != Consent::Given {
        misses.extend(nearest_of(Effect::Allow, verdict, request));
    }
    if !verdict.denies() {
        misses.extend(nearest_of(Effect::Deny, verdict, request));
    }
    misses
}

fn nearest_of(effect: Effect, verdict: &Verdict<'_>, request: &Request<'_>) -> Vec<NearMiss> {
    let candidates = verdict
        .readings
        .iter()
        .filter(|reading| reading.statement.effect == effect && !reading.acts && is_about(reading, request));
    let mut misses: Vec<NearMiss> = candidates
        .map(|reading| NearMiss {
            place: place(verdict.layer, reading),
            failures: failure::failures(reading, request),
        })
        .filter(|miss| is_near(effect, &miss.failures))
        .collect();
    misses.sort_by_key(|miss| distance(&miss.failures));
    misses.truncate(NEAR_MISSES_MAX);
    misses
}

/// Whether the statement has to do with the action at all: it covers it, or names an action of the same service.
fn is_about(reading: &Reading<'_>, request: &Request<'_>) -> bool {
    let service = request.action.split_once(':').map_or("", |(service, _)| service);
    let names_service = |pattern: &str| {
        pattern.split_once(':').is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case(service))
    };
    reading.elements.action.takes_effect(reading.statement.effect)
        || reading.statement.action.patterns.iter().any(|pattern| names_service(&pattern.value))
}

/// A statement that allows is near if the action alone fails, or if it covers the action. One that denies is worth
/// telling only if a single thing keeps it from denying.
fn is_near(effect: Effect, failures: &[Failure]) -> bool {
    match effect {
        Effect::Allow => failures.len() == 1 || !failures.iter().any(is_action),
        Effect::Deny => failures.len() == 1 && !failures.iter().any(is_action),
    }
}

/// The less, the nearer. A statement about another action is farther than any about this one, and conditions are
/// nearer than who and what.
fn distance(failures: &[Failure]) -> (usize, usize, usize) {
    let actions = failures.iter().filter(|failure| is_action(failure)).count();
    let conditions = failures.iter().filter(|failure| is_condition(failure)).count();
    (actions, failures.len() - actions - conditions, conditions)
}

fn is_action(failure: &Failure) -> bool {
    matches!(failure.element, Element::Action { .. })
}

fn is_condition(failure: &Failure) -> bool {
    matches!(failure.element, Element::Condition { .. })
}
