// SPDX-License-Identifier: Apache-2.0
//! Why a request is allowed or denied: what each layer says, and what came nearest to saying otherwise.
//!
//! An explanation comes out of what decides: [`EffectivePolicies::explain`](crate::engine::EffectivePolicies::explain)
//! asks the engine's own compiled statements once more, and [`explain()`] is its plain definition, out of the reference's
//! evaluation. Property tests hold the two equal.

pub(crate) mod explain;
mod failure;
mod json;
mod near_miss;
mod text;
pub(crate) mod verdict;

use crate::evaluation::{Decision, Layer};
use crate::language::{Effect, Span};

pub use crate::evaluation::{Excuse, Refusal};
pub use explain::explain;
pub use near_miss::NEAR_MISSES_MAX;

/// A decision with its reasons. `Display` writes it for people, [`Explanation::to_json`] for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Who asked: the ARN of the user or session, the name of the service or provider, or `anonymous`.
    pub principal: String,
    /// What was asked for.
    pub action: String,
    /// On what.
    pub resource: String,
    /// What is decided.
    pub decision: Decision,
    /// The layers that bear on the request, in the order of [`Layer`]. One that is not here was not asked: the caller
    /// has no boundary, say, or is not bound by service control policies.
    pub layers: Vec<LayerAccount>,
}

/// What one layer says, and what that means for the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerAccount {
    /// The layer.
    pub layer: Layer,
    /// What it says as a whole.
    pub says: Says,
    /// What each level of the organization says, from the root down; empty for layers without levels.
    pub levels: Vec<Says>,
    /// Whether it stands in the way.
    pub blocks: bool,
    /// Why it blocks although it does not deny.
    pub refusal: Option<Refusal>,
    /// Why its silence does not matter.
    pub excuse: Option<Excuse>,
    /// The statements that act on the request, in the order of the policies.
    pub matched: Vec<StatementPlace>,
    /// The statements that nearly did, the nearest first: those that would have allowed if the layer does not allow,
    /// and those that would have denied if it does not deny. At most [`NEAR_MISSES_MAX`] of each effect.
    pub near_misses: Vec<NearMiss>,
}

/// What a set of policies says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// A statement denies.
    Denies,
    /// A statement allows, and none denies.
    Allows,
    /// No statement acts on the request.
    Silent,
}

/// Which statement it is, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementPlace {
    /// The policy's name as given in [`crate::evaluation::NamedPolicy`].
    pub policy: String,
    /// The level of the organization, from 0 at the root; `None` for layers without levels.
    pub level: Option<usize>,
    /// The statement's index in its document, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// Its bytes in the source of the document.
    pub span: Span,
}

/// A statement that does not act on the request, and what keeps it from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The statement.
    pub place: StatementPlace,
    /// Every element and condition key that fails; the statement would act if none did.
    pub failures: Vec<Failure>,
}

/// An element or condition key of a statement that does not fit the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Which element.
    pub element: Element,
    /// The bytes of the element's value, or of the condition key, in the source of the document.
    pub span: Span,
    /// The request's side.
    pub actual: Actual,
    /// The policy's side, in the order of the source.
    pub wanted: Vec<Wanted>,
    /// What the values alone do not tell.
    pub note: Option<Note>,
}

/// The elements that can fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// `Principal`, or `NotPrincipal` if negated.
    Principal {
        /// True for `NotPrincipal`.
        negated: bool,
    },
    /// `Action`, or `NotAction` if negated.
    Action {
        /// True for `NotAction`.
        negated: bool,
    },
    /// `Resource`, or `NotResource` if negated.
    Resource {
        /// True for `NotResource`.
        negated: bool,
    },
    /// One key of `Condition`.
    Condition {
        /// The operator with its qualifier and suffix.
        operator: crate::language::Operator,
        /// The key as the policy writes it.
        key: String,
    },
}

/// What the request has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actual {
    /// Nothing: the key is not in the request's context.
    Absent,
    /// One value.
    Single(String),
    /// A set of values.
    Many(Vec<String>),
}

/// One value of a policy's element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// As the policy writes it.
    pub text: String,
    /// With its variables replaced, if it has any and all have a value.
    pub resolved: Option<String>,
    /// The key of a variable that has no value in the request, so that this value matches nothing.
    pub missing_variable: Option<String>,
}

/// What the values alone do not tell about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// The action has no resource types, so that only `*` names its resource (rule R-7).
    WildcardOnlyAction,
    /// A key with a set of values needs `ForAllValues` or `ForAnyValue` (rule M-3).
    SetWithoutQualifier,
    /// The element is not one that a policy of this layer has, or is missing where it must stand.
    Misplaced,
    /// The element cannot be read, so it allows nothing.
    Unreadable,
}
