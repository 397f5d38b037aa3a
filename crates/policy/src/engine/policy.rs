// SPDX-License-Identifier: Apache-2.0
//! Compiled policies and groups of them.

use std::hint::black_box;
use std::sync::{Arc, OnceLock};

use super::{
    action::Union,
    index::{Answer, ClassNumber, Index},
    key::Circumstances,
    request::View,
    statement::{Asker, Statement},
    vocabulary::{KnownAction, Vocabulary},
};
use crate::{
    evaluation::{Layer, is_public},
    language::{Document, Effect, Span, Version},
};

/// A version of a policy, compiled once and shared by everything that attaches it.
#[derive(Debug)]
pub struct CompiledPolicy {
    named: Named,
    /// The group of this policy alone, made when it is asked for.
    alone: OnceLock<Arc<PolicyGroup>>,
}

/// What was compiled, with the name that decisions report it by.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) name: Arc<str>,
    pub(super) body: Arc<Body>,
}

#[derive(Debug)]
pub(super) struct Body {
    /// What it was compiled from, for explanations.
    pub(super) document: Arc<Document>,
    /// In the order of the document.
    pub(super) statements: Box<[Arc<Statement>]>,
    /// The actions that its statements cover.
    pub(super) actions: Union,
    /// Whether it is open to the public (rule B-2).
    pub(super) is_public: bool,
    vocabulary: Arc<Vocabulary>,
}

impl CompiledPolicy {
    pub(super) fn new(vocabulary: &Arc<Vocabulary>, name: &str, document: Arc<Document>) -> Self {
        // A document without a version is of the old one, which has no variables (rule V-1).
        let interpolate = document.version == Some(Version::V2012);
        let statements = document
            .statements
            .iter()
            .map(|statement| Arc::new(Statement::compile(statement, interpolate, vocabulary)));
        let statements: Box<[Arc<Statement>]> = statements.collect();
        let body = Body {
            actions: Union::of(statements.iter().map(|statement| &statement.origin.actions)),
            statements,
            is_public: is_public(&document),
            vocabulary: Arc::clone(vocabulary),
            document,
        };
        Self { named: Named { name: name.into(), body: Arc::new(body) }, alone: OnceLock::new() }
    }

    /// The same under another name, such as the names that a document has where it is attached. Nothing is compiled
    /// anew.
    #[must_use]
    pub fn renamed(&self, name: &str) -> Arc<Self> {
        let named = Named { name: name.into(), body: Arc::clone(&self.named.body) };
        Arc::new(Self { named, alone: OnceLock::new() })
    }

    /// The name that decisions report.
    pub fn name(&self) -> &str {
        &self.named.name
    }

    /// What it was compiled from.
    pub fn document(&self) -> &Arc<Document> {
        &self.named.body.document
    }

    /// How many statements it has.
    pub fn statements_len(&self) -> usize {
        self.named.body.statements.len()
    }

    /// Where a statement stands in the source of the document.
    pub fn statement_span(&self, statement: usize) -> Option<Span> {
        self.document().statements.get(statement).map(|statement| statement.span)
    }

    /// Whether some Allow of it names everybody and no condition narrows that (rule B-2).
    pub fn is_public(&self) -> bool {
        self.named.body.is_public
    }
}

/// Policies of which one layer, or one level of a layer, consists: within a group it does not matter which policy a
/// statement stands in (rules E-6 and SP-2).
///
/// The group is indexed when it is first asked in a kind of layer; what is indexed is never changed. A group that
/// several principals have in common, such as a level of service control policies, is best shared.
#[derive(Debug)]
pub struct PolicyGroup {
    policies: Box<[Named]>,
    /// The vocabulary of all policies, if they have one in common.
    pub(super) vocabulary: Option<Arc<Vocabulary>>,
    /// One for each kind of layer.
    indexes: [OnceLock<Index>; 5],
}

impl PolicyGroup {
    /// The group of these policies. The group of a single policy is made once and shared.
    #[must_use]
    pub fn of(policies: &[Arc<CompiledPolicy>]) -> Arc<Self> {
        match policies {
            [only] => {
                Arc::clone(only.alone.get_or_init(|| Arc::new(Self::new(std::slice::from_ref(&only.named)))))
            }
            _ => {
                let named: Vec<Named> = policies.iter().map(|policy| policy.named.clone()).collect();
                Arc::new(Self::new(&named))
            }
        }
    }

    fn new(policies: &[Named]) -> Self {
        let first = policies.first().map(|policy| &policy.body.vocabulary);
        let vocabulary =
            first.filter(|first| policies.iter().all(|policy| Arc::ptr_eq(first, &policy.body.vocabulary)));
        Self { policies: policies.into(), vocabulary: vocabulary.cloned(), indexes: Default::default() }
    }

    /// How many policies it has.
    pub fn len(&self) -> usize {
        self.policies.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.policies.is_empty()
    }

    /// The policies under their names, as they were written, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arc<Document>)> {
        self.policies.iter().map(|policy| (policy.name.as_ref(), &policy.body.document))
    }

    /// Whether its actions have numbers in this vocabulary.
    pub(super) fn is_of(&self, vocabulary: &Arc<Vocabulary>) -> bool {
        self.is_empty() || self.vocabulary.as_ref().is_some_and(|own| Arc::ptr_eq(own, vocabulary))
    }

    /// What the group says to a request of its vocabulary; see [`Index::ask`].
    pub(super) fn ask(
        &self,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
        wants_allow: bool,
    ) -> Answer {
        self.index(layer).ask(layer, asker, view, wants_allow)
    }

    /// Looks at the index of the caller's layers, so that it comes from memory while something else is done.
    pub(super) fn touch(&self) {
        let [caller, ..] = &self.indexes;
        black_box(caller.get().is_some());
    }

    /// The class of an action, for [`Self::ask_class`].
    pub(super) fn class_of(&self, layer: Layer, action: KnownAction) -> ClassNumber {
        self.index(layer).class_of(action)
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
        match Answer::of_class(class) {
            Some(answer) => answer,
            None => self.index(layer).ask_class(class, layer, asker, view, wants_allow),
        }
    }

    /// As [`Self::ask`], of every statement, by the action's name alone.
    pub(super) fn ask_by_name(
        &self,
        layer: Layer,
        asker: Asker<'_>,
        view: &View<'_, impl Circumstances>,
    ) -> Answer {
        let mut answer = Answer::default();
        for statement in self.statements() {
            if statement.is_possible(layer) && statement.origin.actions.covers_name(view.action_name) {
                let reach = statement.takes_effect(layer, asker, view);
                match statement.effect {
                    Effect::Deny => answer.denies |= reach.is_some(),
                    Effect::Allow => answer.allows = answer.allows.max(reach),
                }
            }
        }
        answer
    }

    fn index(&self, layer: Layer) -> &Index {
        let [caller, scp, rcp, endpoint, resource] = &self.indexes;
        let place = match layer {
            Layer::Identity | Layer::Boundary | Layer::Session => caller,
            Layer::Scp => scp,
            Layer::Rcp => rcp,
            Layer::Endpoint => endpoint,
            Layer::Resource => resource,
        };
        place.get_or_init(|| Index::new(self.statements(), layer, self.vocabulary.as_deref()))
    }

    fn statements(&self) -> impl Iterator<Item = &Arc<Statement>> {
        self.policies.iter().flat_map(|policy| policy.body.statements.iter())
    }

    /// The policies in the order in which they were given.
    pub(super) fn policies(&self) -> &[Named] {
        &self.policies
    }

    /// The first policy of a name, as it was written.
    pub(super) fn document(&self, name: &str) -> Option<&Document> {
        let policy = self.policies.iter().find(|policy| policy.name.as_ref() == name)?;
        Some(&policy.body.document)
    }
}
