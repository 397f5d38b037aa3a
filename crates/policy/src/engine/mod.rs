// SPDX-License-Identifier: Apache-2.0
//! The compiled engine: policies made ready once, requests decided without allocating.
//!
//! It decides exactly as [`evaluate`](crate::evaluation::evaluate) does, which stays the plain definition; property
//! tests hold the two equal.

mod action;
mod arn_operand;
mod arn_states;
mod cells;
mod condition;
mod date;
mod effective;
mod explain;
mod hash;
mod index;
mod key;
mod operand;
mod pattern;
mod policy;
mod principal;
mod request;
mod resource;
mod statement;
mod trie;
mod vocabulary;

use std::fmt;
use std::sync::Arc;

pub use effective::{EffectivePolicies, Layers};
pub use key::{ContextView, List, Lookup, Values};
pub use policy::{CompiledPolicy, PolicyGroup};
pub use request::{InternedRequest, PlainRequest};

use self::vocabulary::Vocabulary;
use crate::{
    catalogue::Catalogue,
    evaluation::{NamedPolicy, Policies, Principal},
    language::Document,
};

/// Compiles policies and interns requests. It knows actions by number; what it does not know still works, by name,
/// and costs more. A copy costs nothing and shares everything.
#[derive(Debug, Clone)]
pub struct Engine {
    vocabulary: Arc<Vocabulary>,
}

impl Engine {
    /// An engine that knows all actions of a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        Self::with_actions(catalogue, [])
    }

    /// An engine that knows the actions of a catalogue and others besides, such as `beans:Grind` of a service of one's
    /// own. Of all actions 65,000 get numbers.
    #[must_use]
    pub fn with_actions<'a>(catalogue: &'a Catalogue, actions: impl IntoIterator<Item = &'a str>) -> Self {
        Self { vocabulary: Arc::new(Vocabulary::new(catalogue, actions.into_iter())) }
    }

    /// Compiles a version of a policy; `name` is what decisions report it by. The document is kept, for explanations.
    #[must_use]
    pub fn compile(&self, name: &str, document: impl Into<Arc<Document>>) -> Arc<CompiledPolicy> {
        Arc::new(CompiledPolicy::new(&self.vocabulary, name, document.into()))
    }

    /// Compiles all policies that bear on a request, with a copy of each document. What is asked again and again is
    /// better kept compiled.
    #[must_use]
    pub fn layers(&self, policies: &Policies<'_>) -> Layers {
        let group = |policies: &[NamedPolicy<'_>]| {
            let compiled: Vec<_> =
                policies.iter().map(|policy| self.compile(policy.name, policy.document.clone())).collect();
            PolicyGroup::of(&compiled)
        };
        let levels = |levels: &[Vec<NamedPolicy<'_>>]| levels.iter().map(|level| group(level)).collect();
        Layers {
            identity: Some(group(&policies.identity)),
            boundary: policies.boundary.map(|policy| group(&[policy])),
            session: policies.session.as_deref().map(group),
            resource: policies.resource.map(|resource| (group(&[resource.policy]), resource.authority)),
            scps: levels(&policies.scps),
            rcps: levels(&policies.rcps),
            endpoint: Some(group(&policies.endpoint)),
            granted: policies.granted,
            restrict_public: policies.restrict_public,
            policies_alone: false,
        }
    }

    /// Joins a principal with the policies that bear on its requests.
    #[must_use]
    pub fn effective(&self, principal: impl Into<Arc<Principal>>, layers: Layers) -> EffectivePolicies {
        EffectivePolicies::new(&self.vocabulary, principal.into(), layers)
    }

    /// Interns a request, for whoever asks it.
    ///
    /// # Errors
    /// The request's texts are longer than 2 GiB in all.
    pub fn intern(&self, request: &PlainRequest<'_>) -> Result<InternedRequest, RequestTooLong> {
        InternedRequest::new(&self.vocabulary, request).ok_or(RequestTooLong)
    }
}

/// The texts of a request are longer than 2 GiB in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestTooLong;

impl fmt::Display for RequestTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the texts of the request are longer than 2 GiB in all")
    }
}

impl std::error::Error for RequestTooLong {}
