// SPDX-License-Identifier: Apache-2.0
//! The decision: every layer is asked, and all must agree (section 17 of the rules).

use super::{
    account::{self, Relation},
    decision::{Decision, Layer, Outcome},
    layers::{Consent, Excuse, Findings, Refusal, Verdict},
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
    decide(&verdicts(request, policies))
}

/// What every layer says, in the order in which layers are reported.
pub(crate) fn verdicts<'a>(request: &Request<'_>, policies: &Policies<'a>) -> Vec<Verdict<'a>> {
    let mut verdicts = Evaluation::new(request, policies).verdicts();
    verdicts.sort_by_key(|verdict| verdict.layer);
    verdicts
}

/// What all layers come to together.
pub(crate) fn decide(verdicts: &[Verdict<'_>]) -> Decision {
    let blocking = verdicts.iter().filter(|verdict| verdict.blocks());
    let blocked_by: Vec<Layer> = blocking.map(|verdict| verdict.layer).collect();
    // An explicit deny beats everything (rules E-1 and E-2).
    let outcome = if verdicts.iter().any(|verdict| verdict.denies) {
        Outcome::ExplicitDeny
    } else if blocked_by.is_empty() {
        Outcome::Allow
    } else {
        Outcome::ImplicitDeny
    };
    let matched = verdicts.iter().flat_map(Verdict::matched).collect();
    Decision { outcome, blocked_by, matched }
}

/// One request with its policies and what follows from both for all layers.
struct Evaluation<'a, 'r> {
    request: &'r Request<'r>,
    policies: &'r Policies<'a>,
    relation: Relation,
    /// The boundary that applies to the caller, if one does.
    boundary: Option<NamedPolicy<'a>>,
}

impl<'a, 'r> Evaluation<'a, 'r> {
    fn new(request: &'r Request<'r>, policies: &'r Policies<'a>) -> Self {
        let relation = Relation::of(request);
        let is_root = matches!(request.principal, Principal::Root { .. });
        // The root user and callers without an account have no boundary (rules PB-4 and P-7).
        let boundary = policies.boundary.filter(|_| relation != Relation::Outside && !is_root);
        Self { request, policies, relation, boundary }
    }

    fn verdicts(&self) -> Vec<Verdict<'a>> {
        let policy = self.policies.resource.as_ref().map(|resource| resource.policy);
        let resource = self.ask(Layer::Resource, policy.as_slice());
        let granting = Granting { policy: resource.allows, service: self.policies.granted };
        let mut verdicts = vec![self.endpoint()];
        verdicts.extend(self.organization());
        if self.relation != Relation::Outside {
            verdicts.extend(self.caller_policies(granting));
        }
        verdicts.push(self.resource(resource, granting));
        verdicts
    }

    fn ask(&self, layer: Layer, policies: &[NamedPolicy<'a>]) -> Findings<'a> {
        Findings::of(layer, 0, policies, self.request, self.boundary.is_some())
    }

    /// Endpoint policies only ever restrict, whoever calls (rules VPCE-1 and VPCE-2).
    fn endpoint(&self) -> Verdict<'a> {
        let policies = &self.policies.endpoint;
        let excuse = policies.is_empty().then_some(Excuse::NoPolicies);
        Verdict::of(Layer::Endpoint, self.ask(Layer::Endpoint, policies), excuse)
    }

    /// Service control policies bear on principals of accounts (rules SCP-3 and SCP-7), resource control policies on
    /// everyone (rule RCP-2); neither on service-linked roles.
    fn organization(&self) -> Vec<Verdict<'a>> {
        let mut verdicts = Vec::new();
        if account::is_service_linked_role(&self.request.principal) {
            return verdicts;
        }
        let bounded = self.boundary.is_some();
        if self.relation != Relation::Outside {
            verdicts.push(Verdict::of_levels(Layer::Scp, &self.policies.scps, self.request, bounded));
        }
        if !service_rules::is_beyond_rcps(self.request.action) {
            verdicts.push(Verdict::of_levels(Layer::Rcp, &self.policies.rcps, self.request, bounded));
        }
        verdicts
    }

    /// Identity policies, boundary and session policies, of which each must allow (rules PB-1 and SP-1) unless the
    /// resource's policy makes up for it.
    fn caller_policies(&self, granting: Granting) -> Vec<Verdict<'a>> {
        let caller = &self.request.principal;
        // What the resource's policy grants reaches past the caller's own policies in its account alone (rules X-b
        // and X-c).
        let is_at_home = self.relation == Relation::SameAccount;
        let excuse = |needed: Reach| granting.excuse(needed).filter(|_| is_at_home);
        let root_excuse = account::has_root_permissions(caller).then_some(Excuse::RootUser);
        let identity = self.ask(Layer::Identity, &self.policies.identity);
        let identity_excuse = root_excuse.or_else(|| excuse(Reach::Identity));
        let mut verdicts = vec![Verdict::of(Layer::Identity, identity, identity_excuse)];
        if let Some(boundary) = self.boundary {
            let findings = self.ask(Layer::Boundary, &[boundary]);
            verdicts.push(Verdict::of(Layer::Boundary, findings, excuse(Reach::Boundary)));
        }
        // A federated user without session policies has no identity permissions (rule SP-4).
        let is_federated_user = matches!(caller, Principal::FederatedUser { .. });
        let session = self.policies.session.as_deref().or(is_federated_user.then_some(&[]));
        if let Some(policies) = session {
            let findings = self.ask(Layer::Session, policies);
            verdicts.push(Verdict::of(Layer::Session, findings, excuse(Reach::Session)));
        }
        verdicts
    }

    /// The resource's policy must allow callers from elsewhere (rules X-a and X-e); within the account its silence
    /// blocks only if the service says so (rules S-13, T-1 and K-1).
    fn resource(&self, findings: Findings<'a>, granting: Granting) -> Verdict<'a> {
        let authority = self.policies.resource.as_ref().map(|resource| resource.authority);
        let needed = self.relation != Relation::SameAccount || authority == Some(Authority::Required);
        let excuse = if needed { granting.excuse(Reach::Identity) } else { Some(Excuse::SameAccount) };
        let mut verdict = Verdict::of(Layer::Resource, findings, excuse);
        if service_rules::refuses(self.request.action, self.request.resource) {
            verdict.consent = Consent::Withheld(Refusal::OwnedByAws);
        } else if self.is_kept_from_the_public() {
            verdict.consent = Consent::Withheld(Refusal::PublicAccess);
        }
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

/// What is granted on the resource's side.
#[derive(Debug, Clone, Copy)]
struct Granting {
    /// How far the resource's policy reaches, if it allows.
    policy: Option<Reach>,
    /// Whether the service grants by means of its own, which counts as naming the role (rule K-3).
    service: bool,
}

impl Granting {
    /// What makes up for the silence of a layer that takes this much.
    fn excuse(self, needed: Reach) -> Option<Excuse> {
        if self.policy >= Some(needed) {
            Some(Excuse::ResourcePolicy)
        } else {
            (self.service && needed <= Reach::Identity).then_some(Excuse::ServiceGrant)
        }
    }
}
