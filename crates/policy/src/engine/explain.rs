// SPDX-License-Identifier: Apache-2.0
//! Explanations: a second, slower pass over the compiled statements that decide.

use super::{
    effective::{EffectivePolicies, Gates},
    key::Circumstances,
    policy::PolicyGroup,
    request::{PlainRequest, View},
};
use crate::{
    evaluation::{Context, Layer, Request, layers::Consent, principal::Reach, statement::interpolates},
    explanation::{
        Explanation,
        explain::explanation,
        verdict::{Reading, Verdict},
    },
    language::Effect,
};

impl EffectivePolicies {
    /// Decides a request as [`Self::decision_plain`] does, and tells why: what each layer says, every statement that
    /// acts, and of those that nearly did what kept them from it.
    #[must_use]
    pub fn explain(&self, request: &PlainRequest<'_>) -> Explanation {
        let view = self.viewed(request);
        let mut telling = Telling { effective: self, view: &view, verdicts: Vec::new() };
        self.pass(&view, &mut telling);
        let context = Context::from(request.context);
        let asked = Request {
            principal: self.principal().clone(),
            action: request.action,
            resource: request.resource,
            resource_account: request.resource_account,
            context: &context,
            wildcard_only_action: request.wildcard_only_action,
        };
        explanation(&asked, self.whole_decision(&view), telling.verdicts)
    }
}

/// Finds how every element of every statement stands to the request.
struct Telling<'g, 'v, C> {
    effective: &'g EffectivePolicies,
    view: &'v View<'v, C>,
    verdicts: Vec<Verdict<'g>>,
}

impl<'g, C> Telling<'g, '_, C> {
    /// What is told of a layer so far, begun if it is asked for the first time.
    fn of(&mut self, layer: Layer, consent: Consent) -> Option<&mut Verdict<'g>> {
        if !self.verdicts.iter().any(|verdict| verdict.layer == layer) {
            self.verdicts.push(Verdict::new(layer, consent));
        }
        self.verdicts.iter_mut().find(|verdict| verdict.layer == layer)
    }
}

impl<'g, C: Circumstances> Gates<'g> for Telling<'g, '_, C> {
    fn ask(&mut self, layer: Layer, level: usize, group: &'g PolicyGroup) -> Option<Reach> {
        let (asker, view) = (self.effective.asker(), self.view);
        let mut allows = None;
        let mut readings = Vec::new();
        for policy in group.policies() {
            let document = policy.body.document.as_ref();
            for (index, (statement, source)) in
                policy.body.statements.iter().zip(&document.statements).enumerate()
            {
                let reach = statement.acts(layer, asker, view);
                if statement.effect == Effect::Allow {
                    allows = allows.max(reach);
                }
                readings.push(Reading {
                    policy: &policy.name,
                    level,
                    index,
                    statement: source,
                    interpolate: interpolates(document),
                    acts: reach.is_some(),
                    elements: statement.elements(layer, asker, view),
                });
            }
        }
        if let Some(verdict) = self.of(layer, Consent::Given) {
            if matches!(layer, Layer::Scp | Layer::Rcp) {
                verdict.levels = level + 1;
            }
            verdict.readings.extend(readings);
        }
        allows
    }

    fn conclude(&mut self, layer: Layer, consent: Consent) {
        // One level that withholds its consent is enough.
        if let Some(verdict) = self.of(layer, consent)
            && !matches!(verdict.consent, Consent::Withheld(_))
        {
            verdict.consent = consent;
        }
    }
}
