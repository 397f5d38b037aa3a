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
    actions: Box<[ClassNumber]>,
    /// The class of all other actions.
    rest: ClassNumber,
    /// The classes, each with the statements that are asked one by one behind it.
    items: Box<[Item]>,
    trees: Box<[Trie<Listing>]>,
    /// The statements that may cover actions without a number, Deny first.
    unknown: Box<[Arc<Statement>]>,
}

const UNTOUCHED: u32 = u32::MAX;

/// The place of a class among the items, or one of the three plain answers.
type ClassNumber = u32;
/// No statement covers the actions.
const SILENT: ClassNumber = u32::MAX;
/// Some statement allows whatever the request, and none denies.
const ALLOWING: ClassNumber = u32::MAX - 1;
/// Some statement denies whatever the request.
const DENYING: ClassNumber = u32::MAX - 2;

/// A class, or a statement of the class before it.
#[derive(Debug)]
enum Item {
    Class(Class),
    Rule(Arc<Statement>),
}

/// The statements that cover the same actions.
#[derive(Debug, Clone, Copy)]
struct Class {
    /// How many of the statements behind the class deny; they come first.
    denies_len: u32,
    /// How many allow, or [`UNTOUCHED`] if some statement allows whatever the request; then no other Allow is kept.
    allows_len: u32,
    /// The tree of the statements that are found by resource; [`UNTOUCHED`] if there is none.
    tree: u32,
}

/// One resource pattern of a statement.
#[derive(Debug)]
struct Listing {
    statement: Arc<Statement>,
    pattern: u32,
    /// Whether the pattern covers everything that begins as it does.
    is_prefix: bool,
    allows: bool,
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
        let is_open =
            |statement: &&&Arc<Statement>| vocabulary.is_none() || !statement.origin.actions.is_closed();
        let unknown = statements.iter().filter(is_open).map(|statement| Arc::clone(statement)).collect();
        let mut build = Build { layer, statements: &statements, ..Build::new() };
        let rest =
            statements.iter().enumerate().filter(|(_, statement)| statement.origin.actions.covers_the_rest());
        let rest = build.class(rest.map(|(at, _)| at).collect());
        let mut services = vec![UNTOUCHED; vocabulary.map_or(0, Vocabulary::services_len)];
        let mut actions: Vec<ClassNumber> = Vec::new();
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
            rest,
            items: build.items.into(),
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
        let class = match self.class_of(action) {
            SILENT => return Answer::default(),
            ALLOWING => return Answer { denies: false, allows: Some(Reach::Session) },
            DENYING => return Answer::DENIAL,
            class => class as usize,
        };
        // Every number is that of a class; were one not, nothing would be known, and that denies.
        let Some((Item::Class(class), rules)) = self.items.get(class..).and_then(<[Item]>::split_first)
        else {
            return Answer::DENIAL;
        };
        let (denies, rules) = rules.split_at_checked(class.denies_len as usize).unwrap_or_default();
        for statement in denies.iter().filter_map(Item::rule) {
            if statement.takes_effect(layer, asker, view).is_some() {
                return Answer::DENIAL;
            }
        }
        let is_allowed = class.allows_len == UNTOUCHED;
        let mut answer = Answer { denies: false, allows: is_allowed.then_some(Reach::Session) };
        // An action without resource types has no resource that a pattern could name (rule R-7).
        if class.tree != UNTOUCHED
            && !view.wildcard_only_action
            && let Some(tree) = self.trees.get(class.tree as usize)
        {
            walk(tree, layer, asker, view, wants_allow, &mut answer);
        }
        if wants_allow && !answer.denies && !is_allowed {
            for statement in rules.iter().take(class.allows_len as usize).filter_map(Item::rule) {
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
            if !statement.origin.actions.covers_name(view.action_name) {
                continue;
            }
            let reach = statement.takes_effect(layer, asker, view);
            match statement.effect {
                Effect::Deny if reach.is_some() => return Answer::DENIAL,
                Effect::Deny => {}
                Effect::Allow => answer.allows = answer.allows.max(reach),
            }
        }
        answer
    }

    fn class_of(&self, action: KnownAction) -> ClassNumber {
        match self.services.get(usize::from(action.service)) {
            Some(start) if *start != UNTOUCHED => {
                // Every action of a touched service has a class; were it missing, that would deny.
                let at = *start as usize + usize::from(action.action);
                self.actions.get(at).copied().unwrap_or(DENYING)
            }
            _ => self.rest,
        }
    }
}

impl Item {
    fn rule(&self) -> Option<&Statement> {
        match self {
            Self::Rule(statement) => Some(statement),
            Self::Class(_) => None,
        }
    }
}

impl Answer {
    const DENIAL: Self = Self { denies: true, allows: None };
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
        for Listing { statement, pattern, is_prefix, allows } in listings {
            let allows = *allows;
            if allows && (!wants_allow || answer.allows == Some(Reach::Session)) {
                continue;
            }
            let pattern = || statement.resources.patterns().get(*pattern as usize);
            if !is_prefix && !pattern().is_some_and(|pattern| pattern.matches_after_head(view)) {
                continue;
            }
            let reach = statement.takes_effect_on_listed(layer, asker, view);
            if allows {
                answer.allows = answer.allows.max(reach);
            } else if reach.is_some() {
                *answer = Answer::DENIAL;
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
        for run in statement.origin.actions.runs() {
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
    known: BTreeMap<Vec<usize>, ClassNumber>,
    items: Vec<Item>,
    trees: Vec<Trie<Listing>>,
}

impl Build<'_> {
    fn new() -> Self {
        Self {
            layer: Layer::Identity,
            statements: &[],
            known: BTreeMap::new(),
            items: Vec::new(),
            trees: Vec::new(),
        }
    }

    /// Gives every action of a service its class. Between two neighbouring limits of runs all actions are alike.
    fn add_service(
        &mut self,
        service: u16,
        touching: &[usize],
        length: usize,
        actions: &mut Vec<ClassNumber>,
    ) {
        let Ok(length) = u16::try_from(length) else { return };
        let mut limits = BTreeSet::from([0, length]);
        let of = |at: &usize| self.statements.get(*at).map(|statement| &statement.origin.actions);
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
                statement.origin.actions.covers_the_rest() && touching.binary_search(at).is_err()
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
    fn class(&mut self, members: Vec<usize>) -> ClassNumber {
        if let Some(class) = self.known.get(&members) {
            return *class;
        }
        let class = self.new_class(&members);
        self.known.insert(members, class);
        class
    }

    fn new_class(&mut self, members: &[usize]) -> ClassNumber {
        let layer = self.layer;
        let statements: Vec<&Arc<Statement>> =
            members.iter().filter_map(|at| self.statements.get(*at).copied()).collect();
        let is_certain = |effect: Effect| {
            let mut of_effect = statements.iter().filter(|statement| statement.effect == effect);
            of_effect.any(|statement| statement.is_certain(layer))
        };
        if is_certain(Effect::Deny) {
            return DENYING;
        }
        let allows = is_certain(Effect::Allow);
        let kept = statements.into_iter().filter(|statement| !(allows && statement.effect == Effect::Allow));
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
        if tree.is_none() && single.is_empty() {
            return if allows { ALLOWING } else { SILENT };
        }
        let count = |length: usize| u32::try_from(length).unwrap_or(UNTOUCHED);
        let (deny, allow): (Vec<_>, Vec<_>) =
            single.into_iter().partition(|statement| statement.effect == Effect::Deny);
        let number = self.items.len();
        self.items.push(Item::Class(Class {
            denies_len: count(deny.len()),
            allows_len: if allows { UNTOUCHED } else { count(allow.len()) },
            tree: tree.unwrap_or(UNTOUCHED),
        }));
        self.items.extend(deny.into_iter().chain(allow).map(|statement| Item::Rule(Arc::clone(statement))));
        // Beyond what 32 bits count nothing would be known, and that denies.
        u32::try_from(number).ok().filter(|number| *number < DENYING).unwrap_or(DENYING)
    }

    /// Puts all patterns of the statements that count in the layer in a tree.
    fn tree(&mut self, statements: &[&Arc<Statement>]) -> Option<u32> {
        let mut entries: Vec<(Box<str>, Listing)> = Vec::new();
        for statement in statements {
            for (at, pattern) in statement.resources.patterns().iter().enumerate() {
                if pattern.counts(self.layer) {
                    let listing = Listing {
                        statement: Arc::clone(statement),
                        pattern: u32::try_from(at).ok()?,
                        is_prefix: pattern.is_prefix(),
                        allows: statement.effect == Effect::Allow,
                    };
                    entries.push((pattern.head().into(), listing));
                }
            }
        }
        let number = u32::try_from(self.trees.len()).ok()?;
        self.trees.push(Trie::new(entries)?);
        Some(number)
    }
}
