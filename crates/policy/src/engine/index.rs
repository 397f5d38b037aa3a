// SPDX-License-Identifier: Apache-2.0
//! The index of a group of policies: for every known action the statements that cover it, Deny first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    key::{Circumstances, Needs},
    pattern::Piece,
    principal::Coverage,
    request::View,
    resource::{Mark, Scope, Tail},
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
    /// The actions at which classes begin, in order; the first is 0.
    starts: Box<[u16]>,
    /// The class of the actions from each start to the next.
    classes: Box<[ClassNumber]>,
    /// The classes, each with the statements that are asked one by one behind it.
    items: Box<[Item]>,
    trees: Box<[Trie<Listing>]>,
    /// The statements that may cover actions without a number, Deny first.
    unknown: Box<[Arc<Statement>]>,
}

/// Stands for a number where there is none.
const NONE: u32 = u32::MAX;

/// The place of a class among the items, or one of the three plain answers.
pub(super) type ClassNumber = u32;
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
    Rule(Rule),
}

/// A statement that is asked whatever the resource begins with.
#[derive(Debug)]
struct Rule {
    candidate: Candidate,
    mark: Option<Mark>,
    /// Whether it covers every resource.
    is_everywhere: bool,
}

/// A statement, with what often settles whether it takes effect, so that most need not be looked at.
#[derive(Debug)]
struct Candidate {
    statement: Arc<Statement>,
    needs: Needs,
    /// Whether it means every caller.
    is_for_everybody: bool,
}

/// The statements that cover the same actions.
#[derive(Debug, Clone, Copy)]
struct Class {
    /// How many of the statements behind the class deny; they come first.
    denies_len: u32,
    /// How many allow, or [`NONE`] if some statement allows whatever the request; then no other Allow is kept.
    allows_len: u32,
    /// The tree of the statements that are found by resource; [`NONE`] if there is none.
    tree: u32,
}

/// One resource pattern of a statement.
#[derive(Debug)]
struct Listing {
    candidate: Candidate,
    /// What follows the beginning; patterns that end alike share it.
    tail: Tail,
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
        let (starts, classes) = build.classes(vocabulary.map_or(0, Vocabulary::len));
        Self {
            starts: starts.into(),
            classes: classes.into(),
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
        match view.action {
            Some(action) => self.ask_class(self.class_of(action), layer, asker, view, wants_allow),
            None => self.ask_unknown(layer, asker, view),
        }
    }

    /// As [`Self::ask`] for an action of this class.
    pub(super) fn ask_class(
        &self,
        class: ClassNumber,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
        wants_allow: bool,
    ) -> Answer {
        if let Some(answer) = Answer::of_class(class) {
            return answer;
        }
        let class = class as usize;
        // Every number is that of a class; were one not, nothing would be known, and that denies.
        let Some((Item::Class(class), rules)) = self.items.get(class..).and_then(<[Item]>::split_first)
        else {
            return Answer::DENIAL;
        };
        let (denies, rules) = rules.split_at_checked(class.denies_len as usize).unwrap_or_default();
        for rule in denies.iter().filter_map(Item::rule) {
            if rule.takes_effect(layer, asker, view).is_some() {
                return Answer::DENIAL;
            }
        }
        let is_allowed = class.allows_len == NONE;
        let mut answer = Answer { denies: false, allows: is_allowed.then_some(Reach::Session) };
        // An action without resource types has no resource that a pattern could name (rule R-7).
        if class.tree != NONE
            && !view.wildcard_only_action
            && let Some(tree) = self.trees.get(class.tree as usize)
        {
            walk(tree, layer, asker, view, wants_allow, &mut answer);
        }
        if wants_allow && !answer.denies && !is_allowed {
            for rule in rules.iter().take(class.allows_len as usize).filter_map(Item::rule) {
                if answer.allows == Some(Reach::Session) {
                    break;
                }
                answer.allows = answer.allows.max(rule.takes_effect(layer, asker, view));
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

    /// The class of an action.
    pub(super) fn class_of(&self, KnownAction(number): KnownAction) -> ClassNumber {
        let after = self.starts.partition_point(|start| *start <= number);
        // Every action has a class; were it missing, that would deny.
        after.checked_sub(1).and_then(|at| self.classes.get(at)).copied().unwrap_or(DENYING)
    }
}

impl Item {
    fn rule(&self) -> Option<&Rule> {
        match self {
            Self::Rule(rule) => Some(rule),
            Self::Class(_) => None,
        }
    }
}

impl Candidate {
    fn new(statement: &Arc<Statement>, layer: Layer) -> Self {
        Self {
            needs: statement.conditions.needs(),
            is_for_everybody: statement.principals.coverage(layer) == Coverage::Everybody,
            statement: Arc::clone(statement),
        }
    }

    /// As [`Statement::takes_effect_on_listed`].
    fn takes_effect_on_listed(
        &self,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
    ) -> Option<Reach> {
        if self.is_for_everybody {
            self.statement.conditions.hold(&view.context).then_some(Reach::Session)
        } else {
            self.statement.takes_effect_on_listed(layer, asker, view)
        }
    }
}

impl Rule {
    fn new(statement: &Arc<Statement>, layer: Layer) -> Self {
        Self {
            candidate: Candidate::new(statement, layer),
            mark: statement.resources.mark(layer),
            is_everywhere: statement.resources.scope(layer) == Scope::Everything,
        }
    }

    /// As [`Statement::takes_effect`].
    fn takes_effect(
        &self,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
    ) -> Option<Reach> {
        let Self { candidate, mark, is_everywhere } = self;
        let is_out =
            view.context.lacks(candidate.needs) || mark.as_ref().is_some_and(|mark| mark.is_missing(view));
        if is_out || !(*is_everywhere || candidate.statement.resources.covers(layer, view)) {
            return None;
        }
        candidate.takes_effect_on_listed(layer, asker, view)
    }
}

impl Answer {
    const DENIAL: Self = Self { denies: true, allows: None };

    /// What a class says whatever the request.
    pub(super) fn of_class(class: ClassNumber) -> Option<Self> {
        match class {
            SILENT => Some(Self::default()),
            ALLOWING => Some(Self { denies: false, allows: Some(Reach::Session) }),
            DENYING => Some(Self::DENIAL),
            _ => None,
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
    tree.walk(view.resource.as_bytes(), folded_end, |head_len, listings| {
        for Listing { candidate, tail, allows } in listings {
            let allows = *allows;
            let makes_no_difference = allows && (!wants_allow || answer.allows == Some(Reach::Session));
            if makes_no_difference || view.context.lacks(candidate.needs) {
                continue;
            }
            if !tail.matches(head_len, view) {
                continue;
            }
            let reach = candidate.takes_effect_on_listed(layer, asker, view);
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

/// An index that is being made.
struct Build<'a> {
    layer: Layer,
    statements: &'a [&'a Arc<Statement>],
    /// The numbers of classes by the statements that they consist of.
    known: BTreeMap<Vec<usize>, ClassNumber>,
    items: Vec<Item>,
    trees: Vec<Trie<Listing>>,
    tails: BTreeSet<Arc<[Piece]>>,
}

impl Build<'_> {
    fn new() -> Self {
        Self {
            layer: Layer::Identity,
            statements: &[],
            known: BTreeMap::new(),
            items: Vec::new(),
            trees: Vec::new(),
            tails: BTreeSet::new(),
        }
    }

    /// Where classes begin among so many actions, and which. Between two neighbouring limits of runs all actions are
    /// alike.
    fn classes(&mut self, actions_len: usize) -> (Vec<u16>, Vec<ClassNumber>) {
        let mut active = BTreeSet::new();
        let mut changes: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for (at, statement) in self.statements.iter().enumerate() {
            let actions = &statement.origin.actions;
            if actions.covers_the_rest() {
                active.insert(at);
            }
            for limit in actions.runs().iter().flat_map(|run| [run.start, run.end]) {
                changes.entry(limit).or_default().push(at);
            }
        }
        changes.entry(0).or_default();
        let (mut starts, mut classes) = (Vec::new(), Vec::new());
        for (limit, changing) in changes {
            if limit > 0 && usize::from(limit) >= actions_len {
                break;
            }
            for at in changing {
                if !active.remove(&at) {
                    active.insert(at);
                }
            }
            let class = self.class(active.iter().copied().collect());
            if classes.last() != Some(&class) {
                starts.push(limit);
                classes.push(class);
            }
        }
        (starts, classes)
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
        let count = |length: usize| u32::try_from(length).unwrap_or(NONE);
        let (deny, allow): (Vec<_>, Vec<_>) =
            single.into_iter().partition(|statement| statement.effect == Effect::Deny);
        let number = self.items.len();
        self.items.push(Item::Class(Class {
            denies_len: count(deny.len()),
            allows_len: if allows { NONE } else { count(allow.len()) },
            tree: tree.unwrap_or(NONE),
        }));
        let rules = deny.into_iter().chain(allow).map(|statement| Item::Rule(Rule::new(statement, layer)));
        self.items.extend(rules);
        // Beyond what 32 bits count nothing would be known, and that denies.
        u32::try_from(number).ok().filter(|number| *number < DENYING).unwrap_or(DENYING)
    }

    /// Puts all patterns of the statements that count in the layer in a tree.
    fn tree(&mut self, statements: &[&Arc<Statement>]) -> Option<u32> {
        let mut entries: Vec<(Box<str>, Listing)> = Vec::new();
        for statement in statements {
            for pattern in statement.resources.patterns() {
                if pattern.counts(self.layer) {
                    let listing = Listing {
                        candidate: Candidate::new(statement, self.layer),
                        tail: self.shared(pattern.tail()),
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

    /// The same tail, but one in memory for all that are alike.
    fn shared(&mut self, tail: &Tail) -> Tail {
        let Tail::Pieces(pieces) = tail else { return tail.clone() };
        if let Some(known) = self.tails.get(pieces) {
            return Tail::Pieces(Arc::clone(known));
        }
        self.tails.insert(Arc::clone(pieces));
        tail.clone()
    }
}
