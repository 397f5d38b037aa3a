// SPDX-License-Identifier: Apache-2.0
//! From the verdicts of the evaluation to an account of them.

use super::{Explanation, LayerAccount, Says, StatementPlace, near_miss};
use crate::evaluation::evaluate::{decide, verdicts};
use crate::evaluation::layers::{Consent, Reading, Verdict};
use crate::evaluation::{Layer, Policies, Principal, Request};
use crate::language::Effect;

/// Decides a request as [`crate::evaluation::evaluate`] does, and tells why.
#[must_use]
pub fn explain(request: &Request<'_>, policies: &Policies<'_>) -> Explanation {
    let verdicts = verdicts(request, policies);
    Explanation {
        principal: principal_name(&request.principal),
        action: request.action.to_owned(),
        resource: request.resource.to_owned(),
        decision: decide(&verdicts),
        layers: verdicts.iter().map(|verdict| account(verdict, request, policies)).collect(),
    }
}

fn account(verdict: &Verdict<'_>, request: &Request<'_>, policies: &Policies<'_>) -> LayerAccount {
    let layer = verdict.layer;
    let says = match (verdict.denies, allows(verdict)) {
        (true, _) => Says::Denies,
        (false, true) => Says::Allows,
        (false, false) => Says::Silent,
    };
    let (refusal, excuse) = match verdict.consent {
        Consent::Given => (None, None),
        Consent::Excused(excuse) => (None, Some(excuse)),
        Consent::Withheld(refusal) => (Some(refusal), None),
    };
    let acting = verdict.readings.iter().filter(|reading| reading.takes_effect());
    LayerAccount {
        layer,
        says,
        levels: levels(layer, &verdict.readings, policies),
        blocks: verdict.blocks(),
        refusal,
        excuse,
        matched: acting.map(|reading| place(layer, reading)).collect(),
        near_misses: near_miss::nearest(verdict, request),
    }
}

/// Whether the layer allows as a whole. The service's own refusals do not unsay what the policy says.
fn allows(verdict: &Verdict<'_>) -> bool {
    match verdict.layer {
        Layer::Scp | Layer::Rcp => verdict.consent == Consent::Given,
        _ => says(verdict.readings.iter(), Effect::Allow),
    }
}

fn says<'a>(mut readings: impl Iterator<Item = &'a Reading<'a>>, effect: Effect) -> bool {
    readings.any(|reading| reading.statement.effect == effect && reading.takes_effect())
}

fn levels(layer: Layer, readings: &[Reading<'_>], policies: &Policies<'_>) -> Vec<Says> {
    let count = match layer {
        Layer::Scp => policies.scps.len(),
        Layer::Rcp => policies.rcps.len(),
        _ => 0,
    };
    let on = |level: usize| readings.iter().filter(move |reading| reading.level == level);
    (0..count)
        .map(|level| match (says(on(level), Effect::Deny), says(on(level), Effect::Allow)) {
            (true, _) => Says::Denies,
            (false, true) => Says::Allows,
            (false, false) => Says::Silent,
        })
        .collect()
}

/// Where the statement of a reading stands.
pub(super) fn place(layer: Layer, reading: &Reading<'_>) -> StatementPlace {
    StatementPlace {
        policy: reading.policy.name.to_owned(),
        level: matches!(layer, Layer::Scp | Layer::Rcp).then_some(reading.level),
        statement: reading.index,
        sid: reading.statement.sid.as_ref().map(|sid| sid.value.clone()),
        effect: reading.statement.effect,
        span: reading.statement.span,
    }
}

/// How explanations name the caller.
pub(super) fn principal_name(principal: &Principal) -> String {
    match principal {
        Principal::Root { partition, account } => format!("arn:{partition}:iam::{account}:root"),
        Principal::User { arn, .. } => arn.clone(),
        Principal::Role { session_arn, .. } | Principal::FederatedUser { session_arn, .. } => {
            session_arn.clone()
        }
        Principal::Federated { provider } => provider.clone(),
        Principal::Service { name } => name.clone(),
        Principal::Anonymous => "anonymous".to_owned(),
    }
}
