// SPDX-License-Identifier: Apache-2.0
//! The answer to a request, with its reasons.

use crate::language::Effect;

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Allowed, or how it was denied.
    pub outcome: Outcome,
    /// Every layer that blocked, in the order of [`Layer`] (rule E-3). Empty if and only if allowed.
    pub blocked_by: Vec<Layer>,
    /// The statements that matched, in the order of layer, policy and statement.
    pub matched: Vec<Match>,
}

/// The three outcomes (rule E-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Every layer that must allow does, and none denies.
    Allow,
    /// Nothing denies, but some layer that must allow is silent.
    ImplicitDeny,
    /// A matching statement denies.
    ExplicitDeny,
}

/// The kinds of policies, in the order in which they are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Resource control policies.
    Rcp,
    /// Service control policies.
    Scp,
    /// The endpoint policy.
    Endpoint,
    /// The resource's own policy.
    Resource,
    /// Identity policies.
    Identity,
    /// The permissions boundary.
    Boundary,
    /// Session policies.
    Session,
}

impl Outcome {
    /// The outcome in one word: `allow`, `implicitDeny` or `explicitDeny`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::ImplicitDeny => "implicitDeny",
            Self::ExplicitDeny => "explicitDeny",
        }
    }
}

impl Layer {
    /// The layer in one word, such as `identity` or `scp`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rcp => "rcp",
            Self::Scp => "scp",
            Self::Endpoint => "endpoint",
            Self::Resource => "resource",
            Self::Identity => "identity",
            Self::Boundary => "boundary",
            Self::Session => "session",
        }
    }
}

/// A statement that matched the request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// The layer of its policy.
    pub layer: Layer,
    /// The policy's name as given in [`super::NamedPolicy`].
    pub policy: String,
    /// The statement's index in its document, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// What it does.
    pub effect: Effect,
}
