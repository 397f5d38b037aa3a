// SPDX-License-Identifier: Apache-2.0
//! One compiled statement (rule E-6).

use super::{
    action::ActionSet,
    condition::Conditions,
    key::Circumstances,
    principal::{Caller, Coverage, PrincipalSet},
    request::View,
    resource::{ResourceSet, Scope},
    vocabulary::Vocabulary,
};
use crate::{
    evaluation::{Layer, principal::Reach, truth::Truth},
    explanation::verdict::Elements,
    language::{self, Effect},
};

/// A statement made ready.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) effect: Effect,
    /// What an index does not ask, apart, so that the rest lies close together.
    pub(super) origin: Box<Origin>,
    pub(super) principals: PrincipalSet,
    pub(super) resources: ResourceSet,
    pub(super) conditions: Conditions,
}

/// The actions that a statement is for.
#[derive(Debug)]
pub(super) struct Origin {
    pub(super) actions: ActionSet,
}

/// Who asks, as far as statements care.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker<'a> {
    pub(super) caller: &'a Caller,
    /// Whether the caller has a permissions boundary (rule NP-3).
    pub(super) bounded: bool,
}

impl Statement {
    pub(super) fn compile(
        statement: &language::Statement,
        interpolate: bool,
        vocabulary: &Vocabulary,
    ) -> Self {
        let effect = statement.effect;
        Self {
            effect,
            origin: Box::new(Origin { actions: ActionSet::compile(&statement.action, vocabulary) }),
            principals: PrincipalSet::compile(statement.principal.as_ref(), effect),
            resources: ResourceSet::compile(statement.resource.as_ref(), effect, interpolate),
            conditions: Conditions::compile(&statement.conditions, interpolate, effect),
        }
    }

    /// Whether the statement can take effect on anything in the layer.
    pub(super) fn is_possible(&self, layer: Layer) -> bool {
        self.principals.coverage(layer) != Coverage::Nobody && self.resources.scope(layer) != Scope::Nothing
    }

    /// Whether the statement takes effect on every request for its actions.
    pub(super) fn is_certain(&self, layer: Layer) -> bool {
        matches!(self.principals.coverage(layer), Coverage::Everybody | Coverage::Unreadable)
            && self.resources.scope(layer) == Scope::Everything
            && self.conditions.len() == 0
    }

    /// Whether the statement takes effect, given that it covers the action; and if it allows, how far it reaches.
    pub(super) fn takes_effect(
        &self,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
    ) -> Option<Reach> {
        if !self.resources.covers(layer, view) {
            return None;
        }
        self.takes_effect_on_listed(layer, asker, view)
    }

    /// As [`Self::takes_effect`], given that it covers the resource too.
    pub(super) fn takes_effect_on_listed(
        &self,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
    ) -> Option<Reach> {
        let reach = self.principals.covers(layer, asker.caller, asker.bounded)?;
        self.conditions.hold(&view.context).then_some(reach)
    }

    /// Whether the statement acts on the request, and if it allows, how far it reaches.
    pub(super) fn acts(
        &self,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
    ) -> Option<Reach> {
        let is_asked = self.is_possible(layer) && self.covers_action(view);
        if is_asked { self.takes_effect(layer, asker, view) } else { None }
    }

    /// How each element stands to the request.
    pub(super) fn elements(
        &self,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
    ) -> Elements {
        Elements {
            principal: self.principals.truth(layer, asker.caller, asker.bounded),
            action: Truth::from(self.covers_action(view)),
            resource: self.resources.truth(layer, view),
            conditions: self.conditions.truths(&view.context),
        }
    }

    /// Whether the statement covers the action of the request.
    pub(super) fn covers_action(&self, view: &View<'_, impl Circumstances>) -> bool {
        match view.action {
            Some(action) => self.origin.actions.covers(action),
            None => self.origin.actions.covers_name(view.action_name),
        }
    }
}
