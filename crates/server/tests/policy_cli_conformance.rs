// SPDX-License-Identifier: Apache-2.0
//! `portcullis policy evaluate` on the cases of `conformance/evaluation/`, as lines of JSON.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

/// The cases as the policy crate reads them.
#[path = "../../policy/tests/cases/mod.rs"]
mod cases;

use std::io::Write;
use std::process::{Command, Stdio};

use cases::{Case, CasePolicies, CasePolicy, ContextValue, chapters};
use portcullis_policy::evaluation::{Decision, Layer, Match, Outcome, Principal};
use portcullis_policy::language::Effect;
use portcullis_policy::language::json::{self, Kind, Value};

/// Fewer cases than this that the form can express would mean that some were lost.
const CASES_MIN: usize = 610;

#[test]
fn the_command_decides_every_case_that_a_line_can_express() {
    let cases = chapters().cases;
    let asked: Vec<(&Case, String)> = cases.iter().filter_map(|case| Some((case, line(case)?))).collect();
    let mut child = Command::new(env!("CARGO_BIN_EXE_portcullis"))
        .args(["policy", "evaluate"])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input: String = asked.iter().map(|(_, line)| format!("{line}\n")).collect();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    let wrong: Vec<String> = asked
        .iter()
        .zip(answers.lines())
        .filter_map(|((case, _), answer)| case.disagreement(&decision(answer)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(answers.lines().count(), asked.len());
    assert!(asked.len() >= CASES_MIN, "only {} of {} cases", asked.len(), cases.len());
}

/// The case as a line; `None` if the form has no words for a part of it.
fn line(case: &Case) -> Option<String> {
    let policies = &case.policies;
    if policies.granted || policies.restrict_public {
        return None;
    }
    let account = match (&case.account, account(&case.principal.principal)) {
        (Some(account), _) => Some(account.as_str()),
        // An account that is not known is read as the caller's own.
        (None, own) => own,
    };
    let account = account.map(|account| format!(",\"account\":{}", quote(account))).unwrap_or_default();
    let context = case.context.iter().map(|(key, value)| {
        let value = match value {
            ContextValue::One(text) => quote(text),
            ContextValue::Many(texts) => list(texts.iter().map(|text| quote(text))),
        };
        format!("{}:{value}", quote(key))
    });
    Some(format!(
        r#"{{"id":{},"principal":{},"action":{},"resource":{{"arn":{}{account}}},"context":{{{}}},"wildcardOnlyAction":{},"policies":{{{}}}}}"#,
        quote(&case.place),
        principal(case)?,
        quote(&case.action),
        quote(&case.resource),
        context.collect::<Vec<_>>().join(","),
        case.wildcard_only,
        layers(policies),
    ))
}

fn account(principal: &Principal) -> Option<&str> {
    match principal {
        Principal::Root { account, .. }
        | Principal::User { account, .. }
        | Principal::Role { account, .. }
        | Principal::FederatedUser { account, .. } => Some(account),
        Principal::Federated { .. } | Principal::Service { .. } | Principal::Anonymous => None,
    }
}

/// Who asks, unless the case turns on something of it that the form does not say: a unique id, the path of a session's
/// role, or the user behind a federated session.
fn principal(case: &Case) -> Option<String> {
    let says = |text: &str| documents(&case.policies).any(|policy| policy.text.contains(text));
    Some(match &case.principal.principal {
        Principal::Root { partition, account } => quote(&format!("arn:{partition}:iam::{account}:root")),
        Principal::User { arn, unique_id, .. } => {
            let is_told = unique_id.as_deref().is_none_or(|id| !says(id));
            is_told.then(|| quote(arn))?
        }
        Principal::Role { role_arn, session_arn, unique_id, .. } => {
            let has_path = role_arn.matches('/').count() > 1;
            let tells_path = case.context.contains_key("aws:PrincipalArn");
            let is_told = unique_id.as_deref().is_none_or(|id| !says(id)) && (!has_path || tells_path);
            is_told.then(|| quote(session_arn))?
        }
        Principal::FederatedUser { session_arn, user_arn, unique_id, .. } => {
            let is_told = unique_id.as_deref().is_none_or(|id| !says(id))
                && !says(user_arn)
                && !user_arn.ends_with(":root");
            is_told.then(|| quote(session_arn))?
        }
        Principal::Service { name } => format!("{{\"service\":{}}}", quote(name)),
        Principal::Anonymous => quote("anonymous"),
        Principal::Federated { .. } => return None,
    })
}

fn documents(policies: &CasePolicies) -> impl Iterator<Item = &CasePolicy> {
    let lists = policies.identity.iter().chain(policies.session.iter().flatten()).chain(&policies.endpoint);
    let levels = policies.scps.iter().chain(&policies.rcps).flatten();
    lists.chain(levels).chain(&policies.boundary).chain(&policies.resource)
}

fn layers(policies: &CasePolicies) -> String {
    let named =
        |policy: &CasePolicy| format!("{{\"name\":{},\"document\":{}}}", quote(&policy.label), policy.text);
    let all = |policies: &[CasePolicy]| list(policies.iter().map(named));
    let levels = |levels: &[Vec<CasePolicy>]| list(levels.iter().map(|level| all(level)));
    let mut layers = vec![
        format!("\"identity\":{}", all(&policies.identity)),
        format!("\"scps\":{}", levels(&policies.scps)),
        format!("\"rcps\":{}", levels(&policies.rcps)),
        format!("\"endpoint\":{}", all(&policies.endpoint)),
    ];
    layers.extend(policies.boundary.as_ref().map(|policy| format!("\"boundary\":{}", named(policy))));
    layers.extend(policies.session.as_deref().map(|policies| format!("\"session\":{}", all(policies))));
    layers.extend(policies.resource.as_ref().map(|policy| format!("\"resource\":{}", named(policy))));
    layers.join(",")
}

fn list(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(","))
}

fn quote(text: &str) -> String {
    let escaped = text.chars().map(|character| match character {
        '"' | '\\' => format!("\\{character}"),
        control if control < ' ' => format!("\\u{:04x}", u32::from(control)),
        other => other.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// The decision that a line of the answer tells.
fn decision(answer: &str) -> Decision {
    let value = json::read(answer).unwrap_or_else(|error| panic!("{error}: {answer}"));
    let outcome = match text(member(&value, "decision")) {
        "allow" => Outcome::Allow,
        "implicitDeny" => Outcome::ImplicitDeny,
        "explicitDeny" => Outcome::ExplicitDeny,
        other => panic!("{other}: {answer}"),
    };
    let blocked_by = items(member(&value, "blockedBy")).iter().map(|name| layer(text(name))).collect();
    let matched = items(member(&value, "matched")).iter().map(|found| Match {
        layer: layer(text(member(found, "layer"))),
        policy: text(member(found, "policy")).to_owned(),
        statement: match &member(found, "statement").kind {
            Kind::Number(number) => number.parse().unwrap(),
            other => panic!("{other:?}: {answer}"),
        },
        sid: match &member(found, "sid").kind {
            Kind::Text(sid) => Some(sid.clone()),
            _ => None,
        },
        effect: if text(member(found, "effect")) == "Deny" { Effect::Deny } else { Effect::Allow },
    });
    Decision { outcome, blocked_by, matched: matched.collect() }
}

fn layer(name: &str) -> Layer {
    use Layer::{Boundary, Endpoint, Identity, Rcp, Resource, Scp, Session};
    let layers = [Rcp, Scp, Endpoint, Resource, Identity, Boundary, Session];
    layers.into_iter().find(|layer| layer.name() == name).unwrap()
}

fn member<'a>(value: &'a Value, name: &str) -> &'a Value {
    let Kind::Object(members) = &value.kind else { panic!("{value:?}") };
    let found = members.iter().find(|member| member.key.value == name);
    &found.unwrap_or_else(|| panic!("no `{name}`: {value:?}")).value
}

fn items(value: &Value) -> &[Value] {
    let Kind::Array(items) = &value.kind else { panic!("{value:?}") };
    items
}

fn text(value: &Value) -> &str {
    let Kind::Text(text) = &value.kind else { panic!("{value:?}") };
    text
}
