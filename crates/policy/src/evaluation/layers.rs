// SPDX-License-Identifier: Apache-2.0
//! What the policies of one layer say to a request.

use super::{
    decision::{Layer, Match},
    principal::Reach,
    request::{NamedPolicy, Request},
    statement,
};
use crate::language::Effect;

/// What a set of policies says: within a set it does not matter where a statement stands (rules E-6 and SP-2).
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Whether some statement denies.
    pub(super) denies: bool,
    /// Whether some statement allows, and the furthest that one reaches.
    pub(super) allows: Option<Reach>,
    /// The statements that say so, in the order of the policies.
    pub(super) matched: Vec<Match>,
}

impl Findings {
    /// Asks all statements of all policies.
    pub(super) fn of(
        layer: Layer,
        policies: &[NamedPolicy<'_>],
        request: &Request<'_>,
        bounded: bool,
    ) -> Self {
        let mut findings = Self::default();
        for policy in policies {
            for (index, statement) in policy.document.statements.iter().enumerate() {
                let reach = statement::takes_effect(statement, policy.document, layer, request, bounded);
                let Some(reach) = reach else { continue };
                match statement.effect {
                    Effect::Deny => findings.denies = true,
                    Effect::Allow => findings.allows = findings.allows.max(Some(reach)),
                }
                findings.matched.push(Match {
                    layer,
                    policy: policy.name.to_owned(),
                    statement: index,
                    sid: statement.sid.as_ref().map(|sid| sid.value.clone()),
                    effect: statement.effect,
                });
            }
        }
        findings
    }
}

/// What a layer means for the decision.
#[derive(Debug)]
pub(super) struct Verdict {
    /// The layer.
    pub(super) layer: Layer,
    /// Whether one of its statements denies.
    pub(super) denies: bool,
    /// Whether it was needed to allow and does not.
    pub(super) silent: bool,
    /// The statements that matched.
    pub(super) matched: Vec<Match>,
}

impl Verdict {
    /// A layer of one set of policies; `excused` makes up for its silence.
    pub(super) fn of(layer: Layer, findings: Findings, excused: bool) -> Self {
        Self {
            layer,
            denies: findings.denies,
            silent: findings.allows.is_none() && !excused,
            matched: findings.matched,
        }
    }

    /// A layer of several levels of an organization: each must allow, and any may deny (rules SCP-1 and RCP-1).
    pub(super) fn of_levels(
        layer: Layer,
        levels: &[Vec<NamedPolicy<'_>>],
        request: &Request<'_>,
        bounded: bool,
    ) -> Self {
        let mut verdict = Self { layer, denies: false, silent: false, matched: Vec::new() };
        for level in levels {
            let findings = Findings::of(layer, level, request, bounded);
            verdict.denies |= findings.denies;
            verdict.silent |= findings.allows.is_none();
            verdict.matched.extend(findings.matched);
        }
        verdict
    }
}
