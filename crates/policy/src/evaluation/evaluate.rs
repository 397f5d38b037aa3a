// SPDX-License-Identifier: Apache-2.0
//! The decision: every layer is asked, and all must agree (section 17 of the rules).

use super::{
    account::{self, Relation},
    decision::{Decision, Layer, Outcome},
    layers::{Findings, Verdict},
    principal::Reach,
    public_access,
    request::{Authority, NamedPolicy, Policies, Principal, Request},
    service_rules,
};

/// Decides a request.
///
/// This is the reference: it follows the rules one by one and prefers being plainly right to being fast. No layer is
/// skipped once another has denied, so that the decision names every layer that blocks (rule E-3), be it by a Deny or
/// by not allowing what it had to allow, and every statement that matched.
#[must_use]
pub fn evaluate(request: &Request<'_>, policies: &Policies<'_>) -> Decision {
    let mut verdicts = Evaluation::new(request, policies).verdicts();
    verdicts.sort_by_key(|verdict| verdict.layer);
    let blocks = |verdict: &&Verdict| verdict.denies || verdict.silent;
    let blocked_by: Vec<Layer> = verdicts.iter().filter(blocks).map(|verdict| verdict.layer).collect();
    // An explicit deny beats everything (rules E-1 and E-2).
    let outcome = if verdicts.iter().any(|verdict| verdict.denies) {
        Outcome::ExplicitDeny
    } else if blocked_by.is_empty() {
        Outcome::Allow
    } else {
        Outcome::ImplicitDeny
    };
    let matched = verdicts.into_iter().flat_map(|verdict| verdict.matched).collect();
    Decision { outcome, blocked_by, matched }
}

/// One request with its policies and what follows from both for all layers.
struct Evaluation<'a> {
    request: &'a Request<'a>,
    policies: &'a Policies<'a>,
    relation: Relation,
    /// The boundary that applies to the caller, if one does.
    boundary: Option<NamedPolicy<'a>>,
}

impl<'a> Evaluation<'a> {
    fn new(request: &'a Request<'a>, policies: &'a Policies<'a>) -> Self {
        let relation = Relation::of(request);
        let is_root = matches!(request.principal, Principal::Root { .. });
        // The root user and callers without an account have no boundary (rules PB-4 and P-7).
        let boundary = policies.boundary.filter(|_| relation != Relation::Outside && !is_root);
        Self { request, policies, relation, boundary }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let resource = self.resource_findings();
        let reach = resource.allows.max(self.policies.granted.then_some(Reach::Identity));
        let mut verdicts = vec![self.endpoint()];
        verdicts.extend(self.organization());
        if self.relation != Relation::Outside {
            // What the resource's policy grants reaches past the caller's own policies in its account alone (rules
            // X-b and X-c).
            let excusing = reach.filter(|_| self.relation == Relation::SameAccount);
            verdicts.extend(self.caller_policies(excusing));
        }
        verdicts.push(self.resource(resource, reach));
        verdicts
    }

    fn ask(&self, layer: Layer, policies: &[NamedPolicy<'_>]) -> Findings {
        Findings::of(layer, policies, self.request, self.boundary.is_some())
    }

    /// Endpoint policies only ever restrict, whoever calls (rules VPCE-1 and VPCE-2).
    fn endpoint(&self) -> Verdict {
        let policies = &self.policies.endpoint;
        Verdict::of(Layer::Endpoint, self.ask(Layer::Endpoint, policies), policies.is_empty())
    }

    /// Service control policies bear on principals of accounts (rules SCP-3 and SCP-7), resource control policies on
    /// everyone (rule RCP-2); neither on service-linked roles.
    fn organization(&self) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        if account::is_service_linked_role(&self.request.principal) {
            return verdicts;
        }
        let bounded = self.boundary.is_some();
        if self.relation != Relation::Outside {
            verdicts.push(Verdict::of_levels(Layer::Scp, &self.policies.scps, self.request, bounded));
        }
        if !service_rules::is_beyond_rcps(self.request) {
            verdicts.push(Verdict::of_levels(Layer::Rcp, &self.policies.rcps, self.request, bounded));
        }
        verdicts
    }

    /// Identity policies, boundary and session policies, of which each must allow (rules PB-1 and SP-1) unless the
    /// resource's policy makes up for it.
    fn caller_policies(&self, excusing: Option<Reach>) -> Vec<Verdict> {
        let caller = &self.request.principal;
        let excused = |needed: Reach| excusing >= Some(needed);
        let identity_excused = excused(Reach::Identity) || account::has_root_permissions(caller);
        let identity = self.ask(Layer::Identity, &self.policies.identity);
        let mut verdicts = vec![Verdict::of(Layer::Identity, identity, identity_excused)];
        if let Some(boundary) = self.boundary {
            let findings = self.ask(Layer::Boundary, &[boundary]);
            verdicts.push(Verdict::of(Layer::Boundary, findings, excused(Reach::Boundary)));
        }
        // A federated user without session policies has no identity permissions (rule SP-4).
        let is_federated_user = matches!(caller, Principal::FederatedUser { .. });
        let session = self.policies.session.as_deref().or(is_federated_user.then_some(&[]));
        if let Some(policies) = session {
            let findings = self.ask(Layer::Session, policies);
            verdicts.push(Verdict::of(Layer::Session, findings, excused(Reach::Session)));
        }
        verdicts
    }

    fn resource_findings(&self) -> Findings {
        let policy = self.policies.resource.as_ref().map(|resource| resource.policy);
        self.ask(Layer::Resource, policy.as_slice())
    }

    /// The resource's policy must allow callers from elsewhere (rules X-a and X-e); within the account its silence
    /// blocks only if the service says so (rules S-13, T-1 and K-1).
    fn resource(&self, findings: Findings, reach: Option<Reach>) -> Verdict {
        let authority = self.policies.resource.as_ref().map(|resource| resource.authority);
        let needed = self.relation != Relation::SameAccount || authority == Some(Authority::Required);
        let mut verdict = Verdict::of(Layer::Resource, findings, !needed || reach.is_some());
        verdict.silent |= self.is_kept_from_the_public() || service_rules::refuses(self.request);
        verdict
    }

    /// Rule B-1: a public policy grants nothing to strangers where the service is told to restrict such policies.
    fn is_kept_from_the_public(&self) -> bool {
        let is_stranger =
            self.relation == Relation::CrossAccount || self.request.principal == Principal::Anonymous;
        self.policies.restrict_public
            && is_stranger
            && self
                .policies
                .resource
                .is_some_and(|resource| public_access::is_public(resource.policy.document))
    }
}
