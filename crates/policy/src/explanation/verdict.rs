// SPDX-License-Identifier: Apache-2.0
//! What is told of: every layer with all its statements, whoever asked them, the engine or the reference.

use crate::evaluation::layers::{self, Consent};
use crate::evaluation::truth::Truth;
use crate::evaluation::{Layer, Policies, Request, condition, statement};
use crate::language::{Effect, Statement};

/// What a layer says, and what that means for the decision.
#[derive(Debug)]
pub(crate) struct Verdict<'a> {
    /// The layer.
    pub(crate) layer: Layer,
    /// How many levels it has; 0 for layers without levels.
    pub(crate) levels: usize,
    /// Whether it allows.
    pub(crate) consent: Consent,
    /// All its statements, in the order of levels and policies.
    pub(crate) readings: Vec<Reading<'a>>,
}

/// One statement and how its elements stand to the request.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    /// The name of the policy it stands in.
    pub(crate) policy: &'a str,
    /// The level of the organization, from the root down; 0 in layers without levels.
    pub(crate) level: usize,
    /// Its index in the document, from 0.
    pub(crate) index: usize,
    /// As it was written.
    pub(crate) statement: &'a Statement,
    /// Whether the document's variables are replaced.
    pub(crate) interpolate: bool,
    /// Whether it acts on the request.
    pub(crate) acts: bool,
    /// How its elements stand to the request.
    pub(crate) elements: Elements,
}

/// How the elements of a statement stand to a request.
#[derive(Debug)]
pub(crate) struct Elements {
    /// `Principal` or `NotPrincipal`.
    pub(crate) principal: Truth,
    /// `Action` or `NotAction`.
    pub(crate) action: Truth,
    /// `Resource` or `NotResource`.
    pub(crate) resource: Truth,
    /// Each key under each operator, in the order of the source.
    pub(crate) conditions: Vec<Truth>,
}

impl<'a> Verdict<'a> {
    /// The layer with nothing said yet.
    pub(crate) fn new(layer: Layer, consent: Consent) -> Self {
        Self { layer, levels: 0, consent, readings: Vec::new() }
    }

    /// What the reference found.
    pub(super) fn of_reference(
        found: layers::Verdict<'a>,
        request: &Request<'_>,
        policies: &Policies<'a>,
    ) -> Self {
        let levels = match found.layer {
            Layer::Scp => policies.scps.len(),
            Layer::Rcp => policies.rcps.len(),
            _ => 0,
        };
        let readings = found.readings.into_iter().map(|reading| {
            let interpolate = statement::interpolates(reading.policy.document);
            let conditions = reading.statement.conditions.iter().flat_map(|block| {
                let of_entry =
                    |entry| condition::entry_holds(block.operator, entry, interpolate, request.context);
                block.entries.iter().map(of_entry)
            });
            Reading {
                policy: reading.policy.name,
                level: reading.level,
                index: reading.index,
                statement: reading.statement,
                interpolate,
                acts: reading.takes_effect(),
                elements: Elements {
                    principal: reading.matching.principal,
                    action: reading.matching.action,
                    resource: reading.matching.resource,
                    conditions: conditions.collect(),
                },
            }
        });
        Self { layer: found.layer, levels, consent: found.consent, readings: readings.collect() }
    }

    /// Whether one of its statements denies.
    pub(super) fn denies(&self) -> bool {
        says(self.readings.iter(), Effect::Deny)
    }

    /// Whether the layer stands in the way.
    pub(super) fn blocks(&self) -> bool {
        self.denies() || matches!(self.consent, Consent::Withheld(_))
    }
}

/// Whether one of the statements that act has this effect.
pub(super) fn says<'a>(mut readings: impl Iterator<Item = &'a Reading<'a>>, effect: Effect) -> bool {
    readings.any(|reading| reading.statement.effect == effect && reading.acts)
}
