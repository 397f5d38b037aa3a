// SPDX-License-Identifier: Apache-2.0
//! From what all layers say to an account of it.

use super::verdict::{Reading, Verdict, says};
use super::{Explanation, LayerAccount, Says, StatementPlace, near_miss};
use crate::evaluation::evaluate::{decide, verdicts};
use crate::evaluation::layers::Consent;
use crate::evaluation::{Decision, Layer, Policies, Principal, Request};
use crate::language::Effect;

/// Decides a request as [`crate::evaluation::evaluate`] does, and tells why. This is the plain definition of what
/// [`EffectivePolicies::explain`](crate::engine::EffectivePolicies::explain) tells.
#[must_use]
pub fn explain(request: &Request<'_>, policies: &Policies<'_>) -> Explanation {
    let found = verdicts(request, policies);
    let decision = decide(&found);
    let verdicts = found.into_iter().map(|verdict| Verdict::of_reference(verdict, request, policies));
    explanation(request, decision, verdicts.collect())
}

/// An account of what all layers say.
pub(crate) fn explanation(
    request: &Request<'_>,
    decision: Decision,
    mut verdicts: Vec<Verdict<'_>>,
) -> Explanation {
    verdicts.sort_by_key(|verdict| verdict.layer);
    Explanation {
        principal: principal_name(&request.principal),
        action: request.action.to_owned(),
        resource: request.resource.to_owned(),
        decision,
        layers: verdicts.iter().map(|verdict| account(verdict, request)).collect(),
    }
}

fn account(verdict: &Verdict<'_>, request: &Request<'_>) -> LayerAccount {
    let layer = verdict.layer;
    let says = match (verdict.denies(), allows(verdict)) {
        (true, _) => Says::Denies,
        (false, true) => Says::Allows,
        (false, false) => Says::Silent,
    };
    let (refusal, excuse) = match verdict.consent {
        Consent::Given => (None, None),
        Consent::Excused(excuse) => (None, Some(excuse)),
        Consent::Withheld(refusal) => (Some(refusal), None),
    };
    let acting = verdict.readings.iter().filter(|reading| reading.acts);
    LayerAccount {
        layer,
        says,
        levels: levels(verdict),
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

fn levels(verdict: &Verdict<'_>) -> Vec<Says> {
    let on = |level: usize| verdict.readings.iter().filter(move |reading| reading.level == level);
    (0..verdict.levels)
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
        policy: reading.policy.to_owned(),
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
