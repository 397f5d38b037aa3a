// SPDX-License-Identifier: Apache-2.0
//! All policies that bear on one principal's requests, and what they decide (section 17 of the rules).

use std::sync::Arc;

use super::{
    cells::{Cell, Cells},
    index::{Answer, ClassNumber},
    key::Circumstances,
    policy::PolicyGroup,
    principal::Caller,
    request::{InternedRequest, PlainRequest, View, Viewed},
    statement::Asker,
    vocabulary::{KnownAction, Vocabulary},
};
use crate::{
    evaluation::{
        Authority, Decision, Excuse, Layer, Match, Outcome, Principal, Refusal, account::Relation,
        layers::Consent, principal::Reach, service_rules,
    },
    language::{self, Effect},
};

/// The groups of policies by layer. A layer that does not exist limits nothing; an identity layer without policies
/// allows nothing.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// Inline and attached policies of the principal and of its groups (rule E-5); `None` is as an empty group.
    pub identity: Option<Arc<PolicyGroup>>,
    /// The permissions boundary.
    pub boundary: Option<Arc<PolicyGroup>>,
    /// Session policies; an empty group is a session that has no identity permissions (rule SP-4).
    pub session: Option<Arc<PolicyGroup>>,
    /// The policy attached to the resource, and how much the service makes of it.
    pub resource: Option<(Arc<PolicyGroup>, Authority)>,
    /// Service control policies of the caller's account, a group for each level from the root down.
    pub scps: Vec<Arc<PolicyGroup>>,
    /// Resource control policies of the resource's account, a group for each level from the root down.
    pub rcps: Vec<Arc<PolicyGroup>>,
    /// Endpoint policies; an empty group is no endpoint policy.
    pub endpoint: Option<Arc<PolicyGroup>>,
    /// Whether the service grants the request by means of its own (rule K-3); see
    /// [`Policies::granted`](crate::evaluation::Policies::granted).
    pub granted: bool,
    /// Whether a public resource policy is kept from grants to strangers (rule B-1).
    pub restrict_public: bool,
    /// Whether the policies alone decide. Otherwise AWS's own refusals count too, such as changing a policy that AWS
    /// manages (rules I-1, I-2 and K-2), as they do in [`evaluate`](crate::evaluation::evaluate).
    pub policies_alone: bool,
}

/// A principal with all policies that bear on its requests.
///
/// Making one costs little: its groups are shared, and each is indexed when it is first asked. A kibibyte of its own
/// remembers where the actions that it was asked for stand in the indexes. What it decides never changes; when a policy
/// does, make a new one.
#[derive(Debug)]
pub struct EffectivePolicies {
    vocabulary: Arc<Vocabulary>,
    caller: Caller,
    layers: Layers,
    /// The boundary that applies to the caller, if one does.
    boundary: Option<Arc<PolicyGroup>>,
    /// Whether all actions have to be asked for by name, because the groups come from different engines.
    by_name: bool,
    /// Whether nothing but the caller's identity policies and boundary bears on requests within its account.
    is_plain: bool,
    /// The actions asked for before, if the principal is plain.
    cells: Cells,
}

impl Layers {
    fn groups(&self) -> impl Iterator<Item = &Arc<PolicyGroup>> {
        let single = [&self.identity, &self.boundary, &self.session, &self.endpoint].into_iter().flatten();
        let resource = self.resource.as_ref().map(|(group, _)| group);
        single.chain(resource).chain(&self.scps).chain(&self.rcps)
    }
}

impl EffectivePolicies {
    pub(super) fn new(vocabulary: &Arc<Vocabulary>, principal: Arc<Principal>, layers: Layers) -> Self {
        let caller = Caller::new(principal);
        // The root user and callers without an account have no boundary (rules PB-4 and P-7).
        let has_boundary = !caller.is_root && caller.relation(None) != Relation::Outside;
        let by_name = !layers.groups().all(|group| group.is_of(vocabulary));
        let boundary = layers.boundary.clone().filter(|_| has_boundary);
        let is_plain = !by_name
            && layers.identity.is_some()
            && layers.session.is_none()
            && layers.resource.is_none()
            && layers.scps.is_empty()
            && layers.rcps.is_empty()
            && layers.endpoint.as_ref().is_none_or(|group| group.is_empty())
            && !layers.granted
            && !caller.has_root_permissions
            && !caller.is_federated_user;
        Self {
            vocabulary: Arc::clone(vocabulary),
            caller,
            layers,
            boundary,
            by_name,
            is_plain,
            cells: Cells::default(),
        }
    }

    /// Whose policies they are.
    pub fn principal(&self) -> &Principal {
        self.caller.principal()
    }

    /// The policies by layer.
    pub fn layers(&self) -> &Layers {
        &self.layers
    }

    /// Decides an interned request. Nothing is allocated, but for a few rare forms of policies: values with variables
    /// under `…IgnoreCase`, `Bool` and `BinaryEquals`, Greek capital sigmas under `…IgnoreCase`, and patterns of more
    /// than 2,000 characters with a `*` within one of the first five pieces of an ARN.
    #[must_use]
    pub fn decide(&self, request: &InternedRequest) -> Outcome {
        self.outcome(&self.viewed(request))
    }

    /// Decides a request as it comes, as [`Self::decide`] does. The request is not interned for it: only what the
    /// policies ask for is looked up.
    #[must_use]
    pub fn decide_plain(&self, request: &PlainRequest<'_>) -> Outcome {
        self.outcome(&self.viewed(request))
    }

    /// Decides a request and says which layers block it and which statements match. It asks every statement, and so
    /// costs more the more there are.
    #[must_use]
    pub fn decision(&self, request: &InternedRequest) -> Decision {
        self.whole_decision(&self.viewed(request))
    }

    /// As [`Self::decision`], of a request as it comes.
    #[must_use]
    pub fn decision_plain(&self, request: &PlainRequest<'_>) -> Decision {
        self.whole_decision(&self.viewed(request))
    }

    /// The statement that a decision names, as it was written.
    #[must_use]
    pub fn statement(&self, found: &Match) -> Option<&language::Statement> {
        let Layers { identity, boundary, session, resource, scps, rcps, endpoint, .. } = &self.layers;
        let groups = match found.layer {
            Layer::Identity => identity.as_slice(),
            Layer::Boundary => boundary.as_slice(),
            Layer::Session => session.as_slice(),
            Layer::Resource => resource.as_ref().map_or(&[][..], |(group, _)| std::slice::from_ref(group)),
            Layer::Endpoint => endpoint.as_slice(),
            Layer::Scp => scps,
            Layer::Rcp => rcps,
        };
        let document = groups.iter().find_map(|group| group.document(&found.policy))?;
        document.statements.get(found.statement)
    }

    pub(super) fn viewed<'a, R: Viewed>(&self, request: &'a R) -> View<'a, R::Context<'a>> {
        // What is asked last lies furthest: it is fetched while the request is looked at.
        self.layers.identity.as_ref().into_iter().for_each(|group| group.touch());
        let mut view = request.view(&self.vocabulary);
        if self.by_name {
            view.action = None;
        }
        view
    }

    fn outcome(&self, view: &View<'_, impl Circumstances>) -> Outcome {
        if self.is_plain && self.caller.relation(view.resource_account) == Relation::SameAccount {
            return self.plain_outcome(view);
        }
        let mut gates = Quick { effective: self, view, denied: false, silent: false };
        self.pass(view, &mut gates);
        match gates {
            Quick { denied: true, .. } => Outcome::ExplicitDeny,
            Quick { silent: true, .. } => Outcome::ImplicitDeny,
            _ => Outcome::Allow,
        }
    }

    /// The outcome where identity policies and boundary are all there is: the short way through [`Self::pass`].
    fn plain_outcome(&self, view: &View<'_, impl Circumstances>) -> Outcome {
        let asker = self.asker();
        let cell = view.action.map(|action| self.cell(action));
        let mut silent = self.is_refused(view);
        // The boundary first, which many principals share, so that it is at hand.
        let boundary = self.boundary.as_deref().map(|group| (Layer::Boundary, group));
        let identity = self.layers.identity.as_deref().map(|group| (Layer::Identity, group));
        for (layer, group) in boundary.into_iter().chain(identity) {
            let answer = match cell {
                Some(cell) => group.ask_class(
                    if layer == Layer::Boundary { cell.boundary } else { cell.identity },
                    layer,
                    asker,
                    view,
                    !silent,
                ),
                None => group.ask(layer, asker, view, !silent),
            };
            if answer.denies {
                return Outcome::ExplicitDeny;
            }
            silent |= answer.allows.is_none();
        }
        if silent { Outcome::ImplicitDeny } else { Outcome::Allow }
    }

    /// The classes of an action, found the first time and then known.
    fn cell(&self, action: KnownAction) -> Cell {
        self.cells.find(action).unwrap_or_else(|| {
            let class = |layer: Layer, group: &Option<Arc<PolicyGroup>>| {
                group.as_ref().map_or_else(ClassNumber::default, |group| group.class_of(layer, action))
            };
            let cell = Cell {
                identity: class(Layer::Identity, &self.layers.identity),
                boundary: class(Layer::Boundary, &self.boundary),
            };
            self.cells.keep(action, cell);
            cell
        })
    }

    /// Whether AWS refuses the request whatever the policies say.
    fn is_refused(&self, view: &View<'_, impl Circumstances>) -> bool {
        view.traits.may_be_refused
            && !self.layers.policies_alone
            && service_rules::refuses(view.action_name, view.resource)
    }

    pub(super) fn whole_decision(&self, view: &View<'_, impl Circumstances>) -> Decision {
        let mut gates = Thorough { effective: self, view, findings: Vec::new() };
        self.pass(view, &mut gates);
        gates.decision()
    }

    /// Leads a request through all layers that bear on it.
    pub(super) fn pass<'g>(&'g self, view: &View<'_, impl Circumstances>, gates: &mut impl Gates<'g>) {
        let Layers { endpoint, scps, rcps, identity, session, .. } = &self.layers;
        let relation = self.caller.relation(view.resource_account);
        let reach = self.resource(view, relation, gates);
        // Endpoint policies only ever restrict, whoever calls (rules VPCE-1 and VPCE-2).
        match endpoint.as_deref().filter(|group| !group.is_empty()) {
            Some(endpoint) => gates.pass(Layer::Endpoint, 0, Some(endpoint), None),
            None => gates.conclude(Layer::Endpoint, Consent::Excused(Excuse::NoPolicies)),
        }
        if !self.caller.is_service_linked_role {
            // Service control policies bear on principals of accounts (rules SCP-3 and SCP-7), resource control
            // policies on everyone (rule RCP-2).
            if relation != Relation::Outside {
                gates.pass_levels(Layer::Scp, scps);
            }
            if !view.traits.beyond_rcps {
                gates.pass_levels(Layer::Rcp, rcps);
            }
        }
        if relation == Relation::Outside {
            return;
        }
        // What the resource's policy grants reaches past the caller's own policies in its account alone (rules X-b
        // and X-c).
        let excuse = |needed: Reach| self.excuse(reach, needed).filter(|_| relation == Relation::SameAccount);
        let root_excuse = self.caller.has_root_permissions.then_some(Excuse::RootUser);
        let identity_excuse = root_excuse.or_else(|| excuse(Reach::Identity));
        gates.pass(Layer::Identity, 0, identity.as_deref(), identity_excuse);
        if let Some(boundary) = &self.boundary {
            gates.pass(Layer::Boundary, 0, Some(boundary), excuse(Reach::Boundary));
        }
        // A federated user without session policies has no identity permissions (rule SP-4).
        if session.is_some() || self.caller.is_federated_user {
            gates.pass(Layer::Session, 0, session.as_deref(), excuse(Reach::Session));
        }
    }

    /// Asks the resource's policy; gives how far its grant reaches. It must allow callers from elsewhere (rules X-a and
    /// X-e); within the account its silence blocks only if the service says so (rules S-13, T-1 and K-1).
    fn resource<'g>(
        &'g self,
        view: &View<'_, impl Circumstances>,
        relation: Relation,
        gates: &mut impl Gates<'g>,
    ) -> Option<Reach> {
        let resource = self.layers.resource.as_ref();
        let allows = resource.and_then(|(group, _)| gates.ask(Layer::Resource, 0, group));
        let is_required = resource.is_some_and(|(_, authority)| *authority == Authority::Required);
        let needed = relation != Relation::SameAccount || is_required;
        let is_stranger = relation == Relation::CrossAccount || self.caller.is_anonymous;
        // Rule B-1: a public policy grants nothing to strangers where the service is told to restrict such policies.
        let is_kept_from_the_public = self.layers.restrict_public
            && is_stranger
            && resource.is_some_and(|(group, _)| group.policies().iter().any(|policy| policy.body.is_public));
        let excuse = if needed { self.excuse(allows, Reach::Identity) } else { Some(Excuse::SameAccount) };
        let consent = if self.is_refused(view) {
            Consent::Withheld(Refusal::OwnedByAws)
        } else if is_kept_from_the_public {
            Consent::Withheld(Refusal::PublicAccess)
        } else {
            Consent::of(allows, excuse)
        };
        gates.conclude(Layer::Resource, consent);
        allows
    }

    /// What makes up for the silence of a layer that takes this much, where the resource's policy reaches so far.
    fn excuse(&self, reach: Option<Reach>, needed: Reach) -> Option<Excuse> {
        if reach >= Some(needed) {
            return Some(Excuse::ResourcePolicy);
        }
        (self.layers.granted && needed <= Reach::Identity).then_some(Excuse::ServiceGrant)
    }

    pub(super) fn asker(&self) -> Asker<'_> {
        Asker { caller: &self.caller, bounded: self.boundary.is_some() }
    }
}

/// What becomes of a request on its way through the layers.
pub(super) trait Gates<'g> {
    /// Asks a group of a level of a layer, levels counted from the root down; gives how far its Allow reaches.
    fn ask(&mut self, layer: Layer, level: usize, group: &'g PolicyGroup) -> Option<Reach>;

    /// Notes whether a layer, or a level of it, allows, and what it means if it does not.
    fn conclude(&mut self, layer: Layer, consent: Consent);

    /// Asks a group that must allow, unless its silence is excused.
    fn pass(&mut self, layer: Layer, level: usize, group: Option<&'g PolicyGroup>, excuse: Option<Excuse>) {
        let allows = group.and_then(|group| self.ask(layer, level, group));
        self.conclude(layer, Consent::of(allows, excuse));
    }

    /// Asks all levels, of which each must allow (rules SCP-1 and RCP-1).
    fn pass_levels(&mut self, layer: Layer, levels: &'g [Arc<PolicyGroup>]) {
        if levels.is_empty() {
            self.conclude(layer, Consent::Excused(Excuse::NoPolicies));
        }
        for (level, group) in levels.iter().enumerate() {
            self.pass(layer, level, Some(group), None);
        }
    }
}

/// Finds the outcome and no more.
struct Quick<'a, C> {
    effective: &'a EffectivePolicies,
    view: &'a View<'a, C>,
    denied: bool,
    silent: bool,
}

impl<C: Circumstances> Gates<'_> for Quick<'_, C> {
    fn ask(&mut self, layer: Layer, _: usize, group: &PolicyGroup) -> Option<Reach> {
        if self.denied {
            return None;
        }
        let asker = self.effective.asker();
        let Answer { denies, allows } = if self.effective.by_name {
            group.ask_by_name(layer, asker, self.view)
        } else {
            // Once a layer is silent only a Deny makes a difference.
            group.ask(layer, asker, self.view, !self.silent)
        };
        self.denied |= denies;
        allows
    }

    fn conclude(&mut self, _: Layer, consent: Consent) {
        self.silent |= matches!(consent, Consent::Withheld(_));
    }
}

/// Finds everything there is to say.
struct Thorough<'a, C> {
    effective: &'a EffectivePolicies,
    view: &'a View<'a, C>,
    findings: Vec<Finding>,
}

enum Finding {
    Silent(Layer),
    Matched(Match),
}

impl<C: Circumstances> Gates<'_> for Thorough<'_, C> {
    fn ask(&mut self, layer: Layer, _: usize, group: &PolicyGroup) -> Option<Reach> {
        let mut allows = None;
        for policy in group.policies() {
            // Most policies of a principal are about other services, and need not come from memory for it.
            if self.view.action.is_some_and(|action| policy.body.actions.lacks(action)) {
                continue;
            }
            let sources = &policy.body.document.statements;
            for (index, (statement, source)) in policy.body.statements.iter().zip(sources).enumerate() {
                let reach = statement.acts(layer, self.effective.asker(), self.view);
                let Some(reach) = reach else { continue };
                if statement.effect == Effect::Allow {
                    allows = allows.max(Some(reach));
                }
                self.findings.push(Finding::Matched(Match {
                    layer,
                    policy: policy.name.as_ref().to_owned(),
                    statement: index,
                    sid: source.sid.as_ref().map(|sid| sid.value.clone()),
                    effect: statement.effect,
                }));
            }
        }
        allows
    }

    fn conclude(&mut self, layer: Layer, consent: Consent) {
        if matches!(consent, Consent::Withheld(_)) {
            self.findings.push(Finding::Silent(layer));
        }
    }
}

impl<C> Thorough<'_, C> {
    fn decision(self) -> Decision {
        let mut blocked_by = Vec::new();
        let mut matched = Vec::new();
        let mut denied = false;
        for finding in self.findings {
            match finding {
                Finding::Silent(layer) => blocked_by.push(layer),
                Finding::Matched(found) => {
                    if found.effect == Effect::Deny {
                        denied = true;
                        blocked_by.push(found.layer);
                    }
                    matched.push(found);
                }
            }
        }
        blocked_by.sort_unstable();
        blocked_by.dedup();
        // A stable sort: within a layer the order is that of policies and statements.
        matched.sort_by_key(|found| found.layer);
        let outcome = match (denied, blocked_by.is_empty()) {
            (true, _) => Outcome::ExplicitDeny,
            (false, true) => Outcome::Allow,
            (false, false) => Outcome::ImplicitDeny,
        };
        Decision { outcome, blocked_by, matched }
    }
}
