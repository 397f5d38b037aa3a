// SPDX-License-Identifier: Apache-2.0
//! What is measured: the engine in its two modes, and the floor under both.

use std::collections::HashMap;
use std::sync::Arc;

use portcullis_policy::{
    catalogue::Catalogue,
    engine::{
        CompiledPolicy, ContextView, EffectivePolicies, Engine, InternedRequest, Layers, List, PlainRequest,
        PolicyGroup, Values,
    },
    evaluation::{Outcome, Value},
};

use crate::{allocations, workload::Workload};

/// Something that answers the requests of a workload by their number.
pub trait Subject {
    fn name(&self) -> &str;

    /// `None` is an answer that the subject cannot give: it does not understand the request or its policies.
    fn answer(&mut self, request: usize) -> Option<Outcome>;
}

/// The compiled policies of a workload, by principal.
pub struct Compiled {
    pub engine: Engine,
    pub effective: Vec<EffectivePolicies>,
    /// What each part weighs; indexes are made later, and come on top.
    pub vocabulary_bytes: usize,
    pub policies_bytes: usize,
    pub principals_bytes: usize,
}

impl Compiled {
    pub fn new(workload: &Workload) -> Self {
        let start = allocations::live_bytes();
        let engine = Engine::new(Catalogue::embedded());
        let with_vocabulary = allocations::live_bytes();
        let compiled: HashMap<&str, Arc<CompiledPolicy>> = workload
            .policies
            .iter()
            .map(|(name, (_, document))| (name.as_str(), engine.compile(name, Arc::clone(document))))
            .collect();
        let with_policies = allocations::live_bytes();
        let effective = workload.principals.iter().map(|caller| {
            let policies: Vec<Arc<CompiledPolicy>> =
                caller.policies.iter().map(|name| Arc::clone(&compiled[name.as_str()])).collect();
            let boundary =
                caller.boundary.as_deref().map(|name| PolicyGroup::of(&[Arc::clone(&compiled[name])]));
            // The workloads ask about policies alone, not about what AWS's services refuse besides.
            let identity = Some(PolicyGroup::of(&policies));
            let layers = Layers { identity, boundary, policies_alone: true, ..Layers::default() };
            engine.effective(caller.principal(), layers)
        });
        let effective = effective.collect();
        Self {
            engine,
            effective,
            vocabulary_bytes: with_vocabulary - start,
            policies_bytes: with_policies - with_vocabulary,
            principals_bytes: allocations::live_bytes() - with_policies,
        }
    }
}

/// Requests as plain texts that nothing has looked at yet.
pub struct Plain<'a> {
    requests: Vec<(usize, &'a str, &'a str, Vec<(&'a str, Values<'a>)>)>,
}

/// The sets of values of a workload's requests, borrowed.
pub fn lists(workload: &Workload) -> Vec<Vec<Vec<&str>>> {
    workload
        .requests
        .iter()
        .map(|request| {
            request
                .context
                .iter()
                .map(|(_, value)| match value {
                    Value::Single(_) => Vec::new(),
                    Value::Many(texts) => texts.iter().map(String::as_str).collect(),
                })
                .collect()
        })
        .collect()
}

impl<'a> Plain<'a> {
    pub fn new(workload: &'a Workload, lists: &'a [Vec<Vec<&'a str>>]) -> Self {
        let requests = workload.requests.iter().zip(lists).map(|(request, lists)| {
            let context = request.context.iter().zip(lists).map(|((key, value), list)| match value {
                Value::Single(text) => (key.as_str(), Values::One(text)),
                Value::Many(_) => (key.as_str(), Values::Many(List::Borrowed(list))),
            });
            (request.principal, request.action.as_str(), request.resource.as_str(), context.collect())
        });
        Self { requests: requests.collect() }
    }

    pub fn request(&self, at: usize) -> (usize, PlainRequest<'_>) {
        let (principal, action, resource, context) = &self.requests[at];
        let request = PlainRequest {
            action,
            resource,
            resource_account: None,
            context: ContextView::Pairs(context),
            wildcard_only_action: false,
        };
        (*principal, request)
    }

    pub fn len(&self) -> usize {
        self.requests.len()
    }
}

/// *Evaluate*: the request is interned already.
pub struct Evaluate<'a> {
    compiled: &'a Compiled,
    requests: Vec<(usize, InternedRequest)>,
}

impl<'a> Evaluate<'a> {
    pub fn new(compiled: &'a Compiled, plain: &Plain<'_>) -> Self {
        let requests = (0..plain.len()).map(|at| {
            let (principal, request) = plain.request(at);
            (principal, compiled.engine.intern(&request).expect("a request of ordinary size"))
        });
        Self { compiled, requests: requests.collect() }
    }
}

impl Subject for Evaluate<'_> {
    fn name(&self) -> &str {
        "portcullis: evaluate"
    }

    fn answer(&mut self, request: usize) -> Option<Outcome> {
        let (principal, request) = &self.requests[request];
        Some(self.compiled.effective[*principal].decide(request))
    }
}

/// *Build and evaluate*: from plain texts, as a server meets the request.
pub struct BuildAndEvaluate<'a> {
    pub compiled: &'a Compiled,
    pub plain: &'a Plain<'a>,
}

impl Subject for BuildAndEvaluate<'_> {
    fn name(&self) -> &str {
        "portcullis: build and evaluate"
    }

    fn answer(&mut self, request: usize) -> Option<Outcome> {
        let (principal, request) = self.plain.request(request);
        Some(self.compiled.effective[principal].decide_plain(&request))
    }
}

/// The least that anything could do: one lookup of the action, and one comparison of the resource's beginning. Its
/// answers mean nothing.
pub struct Floor<'a> {
    requests: Vec<(&'a str, &'a str)>,
    prefixes: HashMap<&'a str, &'a str>,
}

impl<'a> Floor<'a> {
    pub fn new(workload: &'a Workload) -> Self {
        let requests: Vec<(&str, &str)> = workload
            .requests
            .iter()
            .map(|request| (request.action.as_str(), request.resource.as_str()))
            .collect();
        let prefixes = requests.iter().map(|(action, resource)| {
            let end = resource.rfind(['/', ':']).map_or(resource.len(), |at| at + 1);
            (*action, &resource[..end])
        });
        let prefixes = prefixes.collect();
        Self { requests, prefixes }
    }
}

impl Subject for Floor<'_> {
    fn name(&self) -> &str {
        "floor"
    }

    fn answer(&mut self, request: usize) -> Option<Outcome> {
        let (action, resource) = self.requests[request];
        let prefix = self.prefixes.get(action)?;
        Some(if resource.starts_with(prefix) { Outcome::Allow } else { Outcome::ImplicitDeny })
    }
}
