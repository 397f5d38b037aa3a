// SPDX-License-Identifier: Apache-2.0
//! What the policies of one layer say to a request.

use super::{
    decision::{Layer, Match},
    principal::Reach,
    request::{NamedPolicy, Request},
    statement::Matching,
};
use crate::language::{Effect, Statement};

/// One statement and how it stands to the request, whether it matches or not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// The policy it stands in.
    pub(crate) policy: NamedPolicy<'a>,
    /// The level of the organization, from the root down; 0 in layers without levels.
    pub(crate) level: usize,
    /// Its index in the document, from 0.
    pub(crate) index: usize,
    /// The statement.
    pub(crate) statement: &'a Statement,
    /// How its elements stand to the request.
    pub(crate) matching: Matching,
}

impl Reading<'_> {
    /// Whether the statement acts on the request.
    pub(crate) fn takes_effect(&self) -> bool {
        self.matching.takes_effect(self.statement.effect)
    }

    fn to_match(self, layer: Layer) -> Match {
        Match {
            layer,
            policy: self.policy.name.to_owned(),
            statement: self.index,
            sid: self.statement.sid.as_ref().map(|sid| sid.value.clone()),
            effect: self.statement.effect,
        }
    }
}

/// What a set of policies says: within a set it does not matter where a statement stands (rules E-6 and SP-2).
#[derive(Debug, Default)]
pub(super) struct Findings<'a> {
    /// Whether some statement denies.
    pub(super) denies: bool,
    /// Whether some statement allows, and the furthest that one reaches.
    pub(super) allows: Option<Reach>,
    /// All statements, in the order of the policies.
    readings: Vec<Reading<'a>>,
}

impl<'a> Findings<'a> {
    /// Asks all statements of all policies.
    pub(super) fn of(
        layer: Layer,
        level: usize,
        policies: &[NamedPolicy<'a>],
        request: &Request<'_>,
        bounded: bool,
    ) -> Self {
        let mut findings = Self::default();
        for policy in policies {
            for (index, statement) in policy.document.statements.iter().enumerate() {
                let matching = Matching::of(statement, policy.document, layer, request, bounded);
                let reading = Reading { policy: *policy, level, index, statement, matching };
                findings.readings.push(reading);
                match statement.effect {
                    _ if !reading.takes_effect() => {}
                    Effect::Deny => findings.denies = true,
                    Effect::Allow => findings.allows = findings.allows.max(Some(matching.reach)),
                }
            }
        }
        findings
    }
}

/// Why a layer that does not allow does not block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excuse {
    /// The layer has no policies, and so limits nothing.
    NoPolicies,
    /// The root user needs no identity policy (rule E-4).
    RootUser,
    /// The resource's policy names the caller in a way that makes up for this layer (section 2 of the rules).
    ResourcePolicy,
    /// The service grants the request by means of its own, such as a KMS grant (rule K-3).
    ServiceGrant,
    /// The resource is of the caller's own account, whose identity policies suffice (rule S-13).
    SameAccount,
}

/// Why a layer blocks without denying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// It must allow, and no statement of it does.
    NothingAllows,
    /// It allows, but the service keeps public policies from strangers (rule B-1).
    PublicAccess,
    /// The resource is AWS's own, and no account may change it (section 14 of the rules).
    OwnedByAws,
}

/// Whether a layer gives what it has to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consent {
    /// It allows, on every level that it has.
    Given,
    /// It does not, and need not.
    Excused(Excuse),
    /// It does not, and must.
    Withheld(Refusal),
}

impl Consent {
    /// What a layer gives by what its statements allow; `excuse` makes up for its silence.
    pub(crate) fn of(allows: Option<Reach>, excuse: Option<Excuse>) -> Self {
        match (allows, excuse) {
            (Some(_), _) => Self::Given,
            (None, Some(excuse)) => Self::Excused(excuse),
            (None, None) => Self::Withheld(Refusal::NothingAllows),
        }
    }
}

/// What a layer means for the decision.
#[derive(Debug)]
pub(crate) struct Verdict<'a> {
    /// The layer.
    pub(crate) layer: Layer,
    /// Whether one of its statements denies.
    pub(crate) denies: bool,
    /// Whether it allows.
    pub(crate) consent: Consent,
    /// All its statements, in the order of levels and policies.
    pub(crate) readings: Vec<Reading<'a>>,
}

impl<'a> Verdict<'a> {
    /// A layer of one set of policies; `excuse` makes up for its silence.
    pub(super) fn of(layer: Layer, findings: Findings<'a>, excuse: Option<Excuse>) -> Self {
        let consent = Consent::of(findings.allows, excuse);
        Self { layer, denies: findings.denies, consent, readings: findings.readings }
    }

    /// A layer of several levels of an organization: each must allow, and any may deny (rules SCP-1 and RCP-1).
    pub(super) fn of_levels(
        layer: Layer,
        levels: &[Vec<NamedPolicy<'a>>],
        request: &Request<'_>,
        bounded: bool,
    ) -> Self {
        let consent = if levels.is_empty() { Consent::Excused(Excuse::NoPolicies) } else { Consent::Given };
        let mut verdict = Self { layer, denies: false, consent, readings: Vec::new() };
        for (level, policies) in levels.iter().enumerate() {
            let findings = Findings::of(layer, level, policies, request, bounded);
            verdict.denies |= findings.denies;
            if findings.allows.is_none() {
                verdict.consent = Consent::Withheld(Refusal::NothingAllows);
            }
            verdict.readings.extend(findings.readings);
        }
        verdict
    }

    /// Whether the layer stands in the way.
    pub(crate) fn blocks(&self) -> bool {
        self.denies || matches!(self.consent, Consent::Withheld(_))
    }

    /// The statements that act on the request.
    pub(super) fn matched(&self) -> impl Iterator<Item = Match> {
        self.readings
            .iter()
            .filter(|reading| reading.takes_effect())
            .map(|reading| reading.to_match(self.layer))
    }
}
