// SPDX-License-Identifier: Apache-2.0
//! The results of a simulation, in the form that AWS answers them.

use std::collections::{BTreeMap, BTreeSet};

use portcullis_directory::engine;
use portcullis_policy::catalogue::Catalogue;
use portcullis_policy::engine::{ContextView, Layers, PlainRequest};
use portcullis_policy::evaluation::{Authority, Decision, Layer, Outcome};
use portcullis_policy::language::Effect;
use portcullis_wire::Fault;
use portcullis_wire::iam::{
    EvaluationResult, OrganizationsDecisionDetail, PermissionsBoundaryDecisionDetail, Position,
    ResourceSpecificResult, Statement,
};

use super::document::statement_shapes;
use super::scenario::Scenario;
use crate::principal_policies::{HeldPolicy, group};

const IAM_POLICY: &str = "IAM Policy";
const RESOURCE_POLICY: &str = "Resource Policy";
const BOUNDARY_POLICY: &str = "Permissions Boundary Policy";

/// What each action comes to on all resources.
///
/// # Errors
/// A policy cannot be evaluated.
pub(super) fn results(scenario: &Scenario, actions: &[String]) -> Result<Vec<EvaluationResult>, Fault> {
    let mut shapes = Shapes::new();
    let mut describe = |kind, policy: &HeldPolicy| {
        shapes.insert((kind, policy.name.clone()), statement_shapes(policy, kind));
    };
    scenario.identity.iter().for_each(|policy| describe(IAM_POLICY, policy));
    scenario.boundary.iter().for_each(|policy| describe(BOUNDARY_POLICY, policy));
    scenario.resource_policy.iter().for_each(|policy| describe(RESOURCE_POLICY, policy));
    let layers = layers(scenario)?;
    Ok(actions.iter().map(|action| evaluate_action(scenario, &layers, &shapes, action)).collect())
}

/// The statements of all policies, by the kind and the name of the policy.
type Shapes = BTreeMap<(&'static str, String), Vec<Statement>>;

/// What one action comes to on all resources.
fn evaluate_action(scenario: &Scenario, layers: &Layers, shapes: &Shapes, action: &str) -> EvaluationResult {
    let findings: Vec<Finding> = scenario
        .resources
        .iter()
        .map(|resource| Finding::of(scenario, layers, shapes, action, resource))
        .collect();
    // An action on several resources is allowed if it is on each (rule E-7).
    let outcome = findings.iter().map(|finding| finding.outcome).max().unwrap_or(Outcome::ImplicitDeny);
    let is_named = scenario.names_resources();
    let mut matched: Vec<Statement> = Vec::new();
    for statement in findings.iter().filter(|finding| finding.outcome == outcome).flat_map(|one| &one.matched)
    {
        if !matched.contains(statement) {
            matched.push(statement.clone());
        }
    }
    let missing = findings.iter().any(|finding| finding.is_missing_keys);
    let mut details = BTreeMap::new();
    for (kind, own) in findings.iter().flat_map(|finding| &finding.details) {
        let worst = details.entry(*kind).or_insert(*own);
        *worst = (*worst).max(*own);
    }
    let all = |allowed: fn(&Finding) -> Option<bool>| {
        findings.iter().filter_map(allowed).reduce(|one, other| one && other)
    };
    EvaluationResult {
        eval_action_name: action.to_owned(),
        eval_resource_name: Some(resource_name(scenario, action)),
        eval_decision: decision_name(outcome).to_owned(),
        matched_statements: Some(matched),
        missing_context_values: Some(missing_keys(scenario, missing)),
        organizations_decision_detail: all(|finding| finding.organizations)
            .map(|allowed| OrganizationsDecisionDetail { allowed_by_organizations: Some(allowed) }),
        permissions_boundary_decision_detail: all(|finding| finding.boundary).map(boundary_detail),
        eval_decision_details: is_named.then(|| details_shape(&details)),
        resource_specific_results: is_named
            .then(|| findings.into_iter().map(|finding| finding.into_shape(scenario)).collect()),
    }
}

/// What one action comes to on one resource.
struct Finding {
    resource: String,
    outcome: Outcome,
    matched: Vec<Statement>,
    /// Whether it could be otherwise with keys that are not given.
    is_missing_keys: bool,
    organizations: Option<bool>,
    boundary: Option<bool>,
    /// What each kind of policy says; only if the resource is of another account.
    details: BTreeMap<&'static str, Outcome>,
}

impl Finding {
    fn of(scenario: &Scenario, layers: &Layers, shapes: &Shapes, action: &str, resource: &str) -> Self {
        let decision = decide(scenario, layers, action, resource);
        let outcome = decision.outcome;
        let organizations = (!scenario.levels.is_empty()).then(|| !decision.blocked_by.contains(&Layer::Scp));
        let boundary = scenario.boundary.as_ref();
        let mut details = BTreeMap::new();
        let account = scenario.resource_account(resource);
        if account.is_some_and(|account| Some(account) != scenario.caller_account()) {
            details.insert(IAM_POLICY, said(Layer::Identity, &decision));
            details.insert(RESOURCE_POLICY, said(Layer::Resource, &decision));
            details.extend(boundary.map(|_| (BOUNDARY_POLICY, said(Layer::Boundary, &decision))));
        }
        // Where an organization denies, the simulation ends, and tells nothing of the other policies.
        let is_ended = organizations == Some(false);
        if is_ended {
            details.clear();
        }
        Self {
            resource: resource.to_owned(),
            outcome,
            matched: if is_ended { Vec::new() } else { matched(shapes, &decision) },
            is_missing_keys: outcome == Outcome::ImplicitDeny && !is_ended,
            organizations,
            boundary: boundary.map(|_| said(Layer::Boundary, &decision) == Outcome::Allow),
            details,
        }
    }

    fn into_shape(self, scenario: &Scenario) -> ResourceSpecificResult {
        ResourceSpecificResult {
            eval_resource_name: self.resource,
            eval_resource_decision: decision_name(self.outcome).to_owned(),
            matched_statements: Some(self.matched),
            missing_context_values: Some(missing_keys(scenario, self.is_missing_keys)),
            eval_decision_details: Some(&self.details)
                .filter(|details| !details.is_empty())
                .map(details_shape),
            permissions_boundary_decision_detail: self.boundary.map(boundary_detail),
        }
    }
}

/// Asks the engine that decides real requests.
fn decide(scenario: &Scenario, layers: &Layers, action: &str, resource: &str) -> Decision {
    let mut layers = layers.clone();
    if let Some((_, authority)) = &mut layers.resource {
        *authority = Scenario::authority(action, resource);
    }
    let request = PlainRequest {
        action,
        resource,
        resource_account: scenario.resource_account(resource),
        context: ContextView::Context(&scenario.keys),
        wildcard_only_action: Catalogue::embedded()
            .action(action)
            .is_some_and(|action| action.wildcard_only()),
    };
    engine().effective(scenario.caller.clone(), layers).decision_plain(&request)
}

/// The policies, whatever is asked of them.
fn layers(scenario: &Scenario) -> Result<Layers, Fault> {
    let alone = |policy: &HeldPolicy| group(std::slice::from_ref(policy));
    let resource = scenario.resource_policy.as_ref().map(alone).transpose()?;
    Ok(Layers {
        identity: Some(group(&scenario.identity)?),
        boundary: scenario.boundary.as_ref().map(alone).transpose()?,
        resource: resource.map(|group| (group, Authority::Ordinary)),
        scps: scenario.levels.iter().map(|level| group(level)).collect::<Result<_, _>>()?,
        ..Layers::default()
    })
}

/// What the statements of one layer say.
fn said(layer: Layer, decision: &Decision) -> Outcome {
    let of_layer = decision.matched.iter().filter(|found| found.layer == layer);
    of_layer
        .map(|found| match found.effect {
            Effect::Deny => Outcome::ExplicitDeny,
            Effect::Allow => Outcome::Allow,
        })
        .fold(Outcome::ImplicitDeny, |so_far, own| match (so_far, own) {
            (Outcome::ExplicitDeny, _) | (_, Outcome::ExplicitDeny) => Outcome::ExplicitDeny,
            _ => own,
        })
}

/// The statements that brought the decision about. A boundary grants nothing, so only its Deny is told.
fn matched(shapes: &Shapes, decision: &Decision) -> Vec<Statement> {
    let effect = match decision.outcome {
        Outcome::Allow => Effect::Allow,
        Outcome::ExplicitDeny => Effect::Deny,
        Outcome::ImplicitDeny => return Vec::new(),
    };
    let deciding = decision.matched.iter().filter(|found| found.effect == effect).filter_map(|found| {
        let kind = match found.layer {
            Layer::Identity => IAM_POLICY,
            Layer::Resource => RESOURCE_POLICY,
            Layer::Boundary if effect == Effect::Deny => BOUNDARY_POLICY,
            _ => return None,
        };
        shapes.get(&(kind, found.policy.clone()))?.get(found.statement).cloned()
    });
    // A policy may be attached to several of a user's groups.
    each_once(deciding)
}

fn each_once(statements: impl Iterator<Item = Statement>) -> Vec<Statement> {
    let place = |position: &Option<Position>| position.as_ref().map(|own| (own.line, own.column));
    let mut seen = BTreeSet::new();
    let mut once = Vec::new();
    for statement in statements {
        let kind = statement.source_policy_type.clone();
        if seen.insert((
            kind,
            statement.source_policy_id.clone(),
            place(&statement.start_position),
            place(&statement.end_position),
        )) {
            once.push(statement);
        }
    }
    once
}

/// AWS names the keys of all policies, be they about the action or not.
fn missing_keys(scenario: &Scenario, is_missing: bool) -> Vec<String> {
    if is_missing { scenario.missing_keys.clone() } else { Vec::new() }
}

fn boundary_detail(allowed: bool) -> PermissionsBoundaryDecisionDetail {
    PermissionsBoundaryDecisionDetail { allowed_by_permissions_boundary: Some(allowed) }
}

fn details_shape(details: &BTreeMap<&'static str, Outcome>) -> BTreeMap<String, String> {
    let entries = details.iter();
    entries.map(|(kind, outcome)| ((*kind).to_owned(), decision_name(*outcome).to_owned())).collect()
}

fn decision_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Allow => "allowed",
        Outcome::ImplicitDeny => "implicitDeny",
        Outcome::ExplicitDeny => "explicitDeny",
    }
}

/// What the result names in the place of the resource: the only one; or of several, the form of their ARNs.
fn resource_name(scenario: &Scenario, action: &str) -> String {
    if let [only] = scenario.resources.as_slice() {
        return only.clone();
    }
    let first = scenario.resources.first().map_or("", String::as_str);
    let action = Catalogue::embedded().action(action);
    let kinds = action.iter().flat_map(|action| action.resource_types());
    let forms: Vec<&String> = kinds.flat_map(|kind| kind.resource_type().arn_patterns()).collect();
    let form = forms.iter().find(|form| has_form(first, form)).or(forms.first());
    form.map_or_else(|| "*".to_owned(), |form| form.replace("${Partition}", "aws"))
}

/// Whether an ARN may be of a form: its pieces are as the form has them up to the form's first variable.
fn has_form(resource: &str, form: &str) -> bool {
    let fits = |(own, form): (&str, &str)| match form.split_once("${") {
        None => own == form,
        Some((literal, _)) => own.starts_with(literal) && !own.is_empty(),
    };
    resource.splitn(6, ':').count() == 6 && resource.splitn(6, ':').zip(form.splitn(6, ':')).all(fits)
}
