// SPDX-License-Identifier: Apache-2.0
//! The index of a group of policies: for every known action the statements that cover it, Deny first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    key::Circumstances,
    request::View,
    resource::Scope,
    statement::{Asker, Statement},
    trie::Trie,
    vocabulary::{KnownAction, Vocabulary},
};
use crate::{
    evaluation::{Layer, principal::Reach},
    language::Effect,
};

/// How many patterns of resources are compared one by one; more are put in a tree.
const LINEAR_MAX: usize = 6;

/// What a group says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Answer {
    /// Whether some statement denies.
    pub(super) denies: bool,
    /// Whether some statement allows, and the furthest that one reaches.
    pub(super) allows: Option<Reach>,
}

/// See the module.
#[derive(Debug)]
pub(super) struct Index {
    /// For each service where its actions' classes begin, or [`UNTOUCHED`].
    services: Box<[u32]>,
    /// For each action of the services that some statement singles out, its class.
    actions: Box<[u16]>,
    /// The first is that of all other actions.
    classes: Box<[Class]>,
    /// The statements of the classes, shared with the policies.
    rules: Box<[Arc<Statement>]>,
    trees: Box<[Trie<Listing>]>,
    /// The statements that may cover actions without a number, Deny first.
    unknown: Box<[Arc<Statement>]>,
}

const UNTOUCHED: u32 = u32::MAX;

/// The statements that cover the same actions.
#[derive(Debug, Clone, Copy, Default)]
struct Class {
    /// Some statement denies whatever the request.
    denies: bool,
    /// Some statement allows whatever the request; then no other Allow is kept.
    allows: bool,
    /// Where the statements begin that are asked one by one, where its Denies end, and where its Allows do.
    start: u32,
    denies_end: u32,
    allows_end: u32,
    /// The tree of the statements that are found by resource; [`UNTOUCHED`] if there is none.
    tree: u32,
}

/// One resource pattern of a statement.
#[derive(Debug)]
struct Listing {
    statement: Arc<Statement>,
    pattern: usize,
}

impl Index {
    /// Indexes statements for a layer. Without a vocabulary every action is treated as unknown.
    pub(super) fn new<'a>(
        statements: impl Iterator<Item = &'a Arc<Statement>>,
        layer: Layer,
        vocabulary: Option<&Vocabulary>,
    ) -> Self {
        let mut statements: Vec<&Arc<Statement>> =
            statements.filter(|statement| statement.is_possible(layer)).collect();
        // The cheapest first among those that deny, then among those that allow.
        statements.sort_by_key(|statement| (statement.effect == Effect::Allow, statement.conditions.len()));
        let is_open = |statement: &&&Arc<Statement>| vocabulary.is_none() || !statement.actions.is_closed();
        let unknown = statements.iter().filter(is_open).map(|statement| Arc::clone(statement)).collect();
        let mut build = Build { layer, statements: &statements, ..Build::new() };
        let rest = statements.iter().enumerate().filter(|(_, statement)| statement.actions.covers_the_rest());
        build.class(rest.map(|(at, _)| at).collect());
        let mut services = vec![UNTOUCHED; vocabulary.map_or(0, Vocabulary::services_len)];
        let mut actions = Vec::new();
        if let Some(vocabulary) = vocabulary {
            for (service, touching) in touched(&statements) {
                if let (Some(place), Ok(start)) =
                    (services.get_mut(usize::from(service)), u32::try_from(actions.len()))
                {
                    *place = start;
                    build.add_service(service, &touching, vocabulary.actions_len(service), &mut actions);
                }
            }
        }
        Self {
            services: services.into(),
            actions: actions.into(),
            classes: build.classes.into(),
            rules: build.rules.into(),
            trees: build.trees.into(),
            unknown,
        }
    }

    /// What the statements say to a request. An Allow is looked for only if `wants_allow`, and none after one that
    /// reaches furthest; none at all once something denies.
    pub(super) fn ask(
        &self,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
        wants_allow: bool,
    ) -> Answer {
        let Some(action) = view.action else { return self.ask_unknown(layer, asker, view) };
        // Every known action has a class; were one missing, nothing would be known, and that denies.
        let Some(class) = self.class(action) else { return Answer { denies: true, allows: None } };
        if class.denies {
            return Answer { denies: true, allows: None };
        }
        let mut answer = Answer { denies: false, allows: class.allows.then_some(Reach::Session) };
        let rules = |start: u32, end: u32| self.rules.get(start as usize..end as usize).unwrap_or_default();
        for statement in rules(class.start, class.denies_end) {
            if statement.takes_effect(layer, asker, view).is_some() {
                return Answer { denies: true, allows: None };
            }
        }
        // An action without resource types has no resource that a pattern could name (rule R-7).
        if class.tree != UNTOUCHED
            && !view.wildcard_only_action
            && let Some(tree) = self.trees.get(class.tree as usize)
        {
            walk(tree, layer, asker, view, wants_allow, &mut answer);
        }
        if wants_allow && !answer.denies {
            for statement in rules(class.denies_end, class.allows_end) {
                if answer.allows == Some(Reach::Session) {
                    break;
                }
                answer.allows = answer.allows.max(statement.takes_effect(layer, asker, view));
            }
        }
        answer
    }

    /// As [`Self::ask`] for an action without a number: every statement is asked for its name.
    fn ask_unknown(&self, layer: Layer, asker: Asker<'_>, view: &View<'_, impl Circumstances>) -> Answer {
        let mut answer = Answer::default();
        for statement in &self.unknown {
            if !statement.actions.covers_name(view.action_name) {
                continue;
            }
            let reach = statement.takes_effect(layer, asker, view);
            match statement.effect {
                Effect::Deny if reach.is_some() => return Answer { denies: true, allows: None },
                Effect::Deny => {}
                Effect::Allow => answer.allows = answer.allows.max(reach),
            }
        }
        answer
    }

    fn class(&self, action: KnownAction) -> Option<&Class> {
        match self.services.get(usize::from(action.service)) {
            Some(start) if *start != UNTOUCHED => {
                let class = self.actions.get(*start as usize + usize::from(action.action))?;
                self.classes.get(usize::from(*class))
            }
            _ => self.classes.first(),
        }
    }
}

/// Asks the statements that name the resource by the beginning of a pattern.
fn walk(
    tree: &Trie<Listing>,
    layer: Layer,
    asker: Asker<'_>,
    view: &View<'_, impl Circumstances>,
    wants_allow: bool,
    answer: &mut Answer,
) {
    let folded_end = if view.has_odd_case { view.place_end } else { 0 };
    tree.walk(view.resource.as_bytes(), folded_end, |listings| {
        for Listing { statement, pattern } in listings {
            let allows = statement.effect == Effect::Allow;
            if allows && (!wants_allow || answer.allows == Some(Reach::Session)) {
                continue;
            }
            let pattern = statement.resources.patterns().get(*pattern);
            if !pattern.is_some_and(|pattern| pattern.matches_after_head(view)) {
                continue;
            }
            let reach = statement.takes_effect_on_listed(layer, asker, view);
            if allows {
                answer.allows = answer.allows.max(reach);
            } else if reach.is_some() {
                *answer = Answer { denies: true, allows: None };
                return false;
            }
        }
        true
    });
}

/// The services that statements single out actions of, with those statements.
fn touched(statements: &[&Arc<Statement>]) -> BTreeMap<u16, Vec<usize>> {
    let mut services: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (at, statement) in statements.iter().enumerate() {
        for run in statement.actions.runs() {
            let touching = services.entry(run.service).or_default();
            if touching.last() != Some(&at) {
                touching.push(at);
            }
        }
    }
    services
}

/// An index that is being made.
struct Build<'a> {
    layer: Layer,
    statements: &'a [&'a Arc<Statement>],
    /// The numbers of classes by the statements that they consist of.
    known: BTreeMap<Vec<usize>, u16>,
    classes: Vec<Class>,
    rules: Vec<Arc<Statement>>,
    trees: Vec<Trie<Listing>>,
}

impl Build<'_> {
    fn new() -> Self {
        Self {
            layer: Layer::Identity,
            statements: &[],
            known: BTreeMap::new(),
            classes: Vec::new(),
            rules: Vec::new(),
            trees: Vec::new(),
        }
    }

    /// Gives every action of a service its class. Between two neighbouring limits of runs all actions are alike.
    fn add_service(&mut self, service: u16, touching: &[usize], length: usize, actions: &mut Vec<u16>) {
        let Ok(length) = u16::try_from(length) else { return };
        let mut limits = BTreeSet::from([0, length]);
        let of = |at: &usize| self.statements.get(*at).map(|statement| &statement.actions);
        for run in touching.iter().filter_map(of).flat_map(|actions| actions.runs()) {
            if run.service == service {
                limits.extend([run.start, run.end]);
            }
        }
        let untouching: Vec<usize> = self
            .statements
            .iter()
            .enumerate()
            .filter(|(at, statement)| {
                statement.actions.covers_the_rest() && touching.binary_search(at).is_err()
            })
            .map(|(at, _)| at)
            .collect();
        for (start, end) in limits.iter().zip(limits.iter().skip(1)) {
            let action = KnownAction { service, action: *start };
            let covering = touching.iter().filter(|at| of(at).is_some_and(|actions| actions.covers(action)));
            let mut members: Vec<usize> = covering.chain(&untouching).copied().collect();
            members.sort_unstable();
            let class = self.class(members);
            actions.extend((*start..*end).map(|_| class));
        }
    }

    /// The class of the statements at these places, which are in order.
    fn class(&mut self, members: Vec<usize>) -> u16 {
        if let Some(class) = self.known.get(&members) {
            return *class;
        }
        let class = self.new_class(&members);
        // There are not more classes than actions have numbers, and those fit.
        let number = u16::try_from(self.classes.len()).unwrap_or(u16::MAX);
        self.classes.push(class);
        self.known.insert(members, number);
        number
    }

    fn new_class(&mut self, members: &[usize]) -> Class {
        let layer = self.layer;
        let statements: Vec<&Arc<Statement>> =
            members.iter().filter_map(|at| self.statements.get(*at).copied()).collect();
        let is_certain = |effect: Effect| {
            let mut of_effect = statements.iter().filter(|statement| statement.effect == effect);
            of_effect.any(|statement| statement.is_certain(layer))
        };
        let (denies, allows) = (is_certain(Effect::Deny), is_certain(Effect::Allow));
        let kept = statements
            .into_iter()
            .filter(|statement| !(denies || allows && statement.effect == Effect::Allow));
        let (listed, asked): (Vec<_>, Vec<_>) =
            kept.partition(|statement| statement.resources.scope(layer) == Scope::Listed);
        let patterns: usize = listed.iter().map(|statement| statement.resources.patterns().len()).sum();
        let mut tree = None;
        let mut single = asked;
        if patterns > LINEAR_MAX {
            tree = self.tree(&listed);
        }
        if tree.is_none() {
            single.extend(listed);
            single.sort_by_key(|statement| (statement.effect == Effect::Allow, statement.conditions.len()));
        }
        let count = |rules: &[Arc<Statement>]| u32::try_from(rules.len()).unwrap_or(UNTOUCHED);
        let start = count(&self.rules);
        let (deny, allow): (Vec<_>, Vec<_>) =
            single.into_iter().partition(|statement| statement.effect == Effect::Deny);
        self.rules.extend(deny.into_iter().cloned());
        let denies_end = count(&self.rules);
        self.rules.extend(allow.into_iter().cloned());
        let allows_end = count(&self.rules);
        Class { denies, allows, start, denies_end, allows_end, tree: tree.unwrap_or(UNTOUCHED) }
    }

    /// Puts all patterns of the statements that count in the layer in a tree.
    fn tree(&mut self, statements: &[&Arc<Statement>]) -> Option<u32> {
        let mut entries: Vec<(Box<str>, Listing)> = Vec::new();
        for statement in statements {
            for (at, pattern) in statement.resources.patterns().iter().enumerate() {
                if pattern.counts(self.layer) {
                    entries.push((
                        pattern.head().into(),
                        Listing { statement: Arc::clone(statement), pattern: at },
                    ));
                }
            }
        }
        let number = u32::try_from(self.trees.len()).ok()?;
        self.trees.push(Trie::new(entries)?);
        Some(number)
    }
}
