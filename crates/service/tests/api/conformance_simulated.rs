// SPDX-License-Identifier: Apache-2.0
//! The cases of `conformance/evaluation/` as simulations, of given policies and of policies that a principal holds.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::cases::{Case, ContextValue, Enforce, chapters};
use crate::stage::{Theatre, borrow};
use crate::world::{Answer, World};
use portcullis_policy::catalogue::Catalogue;
use portcullis_policy::evaluation::{Layer, Outcome, Principal};
use portcullis_policy::language::Document;

/// How many cases are simulated at least, so that none is lost unnoticed.
const CUSTOM_MIN: usize = 520;
const PRINCIPAL_MIN: usize = 450;

#[test]
fn every_case_that_given_policies_can_show_is_simulated() {
    let (mut world, root) = World::new();
    let (mut simulated, mut failures) = (0, Vec::new());
    for case in chapters().cases.iter().filter(|case| is_expressible(case)) {
        simulated += 1;
        let mut parameters = parameters(case);
        let policies = &case.policies;
        let texts = |policies: &[crate::cases::CasePolicy]| {
            policies.iter().map(|policy| policy.text.clone()).collect::<Vec<_>>()
        };
        add_list(&mut parameters, "PolicyInputList", &texts(&policies.identity));
        if policies.identity.is_empty() {
            // So an empty list is written.
            parameters.push(("PolicyInputList".to_owned(), String::new()));
        }
        for (level, own) in policies.scps.iter().enumerate() {
            let list = format!(
                "OrderedOrganizationPolicyInputList.member.{}.ServiceControlPolicyInputList",
                level + 1
            );
            add_list(&mut parameters, &list, &texts(own));
        }
        let boundary: Vec<String> = policies.boundary.iter().map(|policy| policy.text.clone()).collect();
        add_list(&mut parameters, "PermissionsBoundaryPolicyInputList", &boundary);
        let answer = world.call_with(&root, "SimulateCustomPolicy", &borrow(&parameters));
        failures.extend(disagreement(case, &answer));
    }
    println!("{simulated} cases simulated with given policies");
    assert!(failures.is_empty(), "{} of {simulated}:\n{}", failures.len(), failures.join("\n"));
    assert!(simulated >= CUSTOM_MIN, "only {simulated} cases are simulated");
}

#[test]
fn every_case_that_held_policies_can_show_is_simulated() {
    let chapters = chapters();
    let mut theatre = Theatre::open(&chapters);
    let (mut simulated, mut failures) = (0, Vec::new());
    for case in chapters.cases.iter().filter(|case| is_expressible(case) && is_held(case)) {
        simulated += 1;
        theatre.prepare(case);
        let mut parameters = parameters(case);
        let source = entity(&case.principal.principal).unwrap();
        parameters.push(("PolicySourceArn".to_owned(), source));
        let root = theatre.root(&crate::stage::account(&case.principal.principal));
        let answer = theatre.world.call_with(&root, "SimulatePrincipalPolicy", &borrow(&parameters));
        failures.extend(disagreement(case, &answer));
    }
    println!("{simulated} cases simulated with held policies");
    assert!(failures.is_empty(), "{} of {simulated}:\n{}", failures.len(), failures.join("\n"));
    assert!(simulated >= PRINCIPAL_MIN, "only {simulated} cases are simulated");
}

/// The user or role whose policies a simulation can be about.
fn entity(principal: &Principal) -> Option<String> {
    match principal {
        Principal::User { arn, .. } => Some(arn.clone()),
        Principal::Role { role_arn, .. } => Some(role_arn.clone()),
        _ => None,
    }
}

/// Whether the parameters of a simulation can say all that the case says. They know no session policies, resource
/// control policies and endpoints, no session's own name, no unique ids in policies, no public access, no grants.
fn is_expressible(case: &Case) -> bool {
    let policies = &case.policies;
    let names_session =
        |text: &str| text.contains(":assumed-role/") || text.contains("AIDA") || text.contains("AROA");
    let resource_is_told = policies.resource.as_ref().is_none_or(|policy| {
        let document = Document::parse(&policy.text).unwrap();
        let patterns = document.statements.iter().filter_map(|statement| statement.resource.as_ref());
        let mut patterns = patterns.flat_map(|element| &element.patterns);
        case.resource != "*"
            && !names_session(&policy.text)
            && document.statements.iter().all(|statement| statement.principal.is_some())
            && patterns.all(|pattern| pattern.value != "*")
    });
    let own = crate::stage::account(&case.principal.principal);
    let is_at_home = case.account.as_ref().is_none_or(|account| *account == own);
    let wildcard_only =
        Catalogue::embedded().action(&case.action).is_some_and(|action| action.wildcard_only());
    entity(&case.principal.principal).is_some_and(|arn| !arn.contains("/aws-service-role/"))
        && policies.session.is_none()
        && policies.rcps.is_empty()
        && policies.endpoint.is_empty()
        && !policies.granted
        && !policies.restrict_public
        && resource_is_told
        && (is_at_home || policies.resource.is_some())
        && wildcard_only == case.wildcard_only
        && case.action.contains(':')
        && (case.resource == "*" || is_arn(&case.resource))
        && case.context.iter().all(|(key, value)| key.len() >= 5 && !is_empty(value))
        && !policies.scps.iter().any(Vec::is_empty)
        && policies
            .identity
            .iter()
            .chain(&policies.boundary)
            .chain(policies.scps.iter().flatten())
            .all(is_identity)
}

fn is_identity(policy: &crate::cases::CasePolicy) -> bool {
    let document = Document::parse(&policy.text).unwrap();
    document.statements.iter().all(|statement| statement.principal.is_none() && statement.resource.is_some())
}

fn is_arn(text: &str) -> bool {
    let pieces: Vec<&str> = text.splitn(6, ':').collect();
    matches!(pieces[..], ["arn", partition, service, _, _, resource]
        if !partition.is_empty() && !service.is_empty() && !resource.is_empty())
}

fn is_empty(value: &ContextValue) -> bool {
    matches!(value, ContextValue::Many(values) if values.is_empty())
}

/// Whether the stage can give the principal its policies: those that the cases can be enforced with.
fn is_held(case: &Case) -> bool {
    !matches!(case.enforce, Enforce::No(_)) && case.policies.scps.is_empty() && !case.principal.session_token
}

fn parameters(case: &Case) -> Vec<(String, String)> {
    let mut parameters = vec![("ActionNames.member.1".to_owned(), case.action.clone())];
    let caller = entity(&case.principal.principal).unwrap();
    parameters.push(("CallerArn".to_owned(), caller));
    if case.resource != "*" {
        parameters.push(("ResourceArns.member.1".to_owned(), case.resource.clone()));
    }
    if let Some(policy) = &case.policies.resource {
        parameters.push(("ResourcePolicy".to_owned(), policy.text.clone()));
    }
    if let Some(account) = &case.account {
        parameters.push(("ResourceOwner".to_owned(), format!("arn:aws:iam::{account}:root")));
    }
    for (at, (key, value)) in case.context.iter().enumerate() {
        let entry = format!("ContextEntries.member.{}", at + 1);
        let (kind, values) = match value {
            ContextValue::One(text) => ("string", vec![text.clone()]),
            ContextValue::Many(texts) => ("stringList", texts.clone()),
        };
        parameters.push((format!("{entry}.ContextKeyName"), key.clone()));
        parameters.push((format!("{entry}.ContextKeyType"), kind.to_owned()));
        add_list(&mut parameters, &format!("{entry}.ContextKeyValues"), &values);
    }
    parameters
}

fn add_list(parameters: &mut Vec<(String, String)>, name: &str, values: &[String]) {
    for (at, value) in values.iter().enumerate() {
        parameters.push((format!("{name}.member.{}", at + 1), value.clone()));
    }
}

/// What is wrong with a simulation, if something is.
fn disagreement(case: &Case, answer: &Answer) -> Option<String> {
    if answer.status != 200 {
        return Some(format!("{}: {}", case.place, answer.summary()));
    }
    let wanted = match case.expect {
        Outcome::Allow => "allowed",
        Outcome::ImplicitDeny => "implicitDeny",
        Outcome::ExplicitDeny => "explicitDeny",
    };
    let found = answer.get("EvalDecision");
    if found != wanted {
        return Some(format!("{}: {found} instead of {wanted}", case.place));
    }
    let is_blocked = |layer| case.blocked_by.contains(&layer).to_string();
    let allowed = answer.all("AllowedByOrganizations");
    let is_told = allowed.first().is_none_or(|allowed| *allowed != is_blocked(Layer::Scp));
    (!is_told).then(|| format!("{}: the organization's part is {allowed:?}", case.place))
}
