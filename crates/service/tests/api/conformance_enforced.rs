// SPDX-License-Identifier: Apache-2.0
//! The cases of `conformance/evaluation/` as real signed calls, in worlds that are made through the API.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and say how many cases they enforced"
)]

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::cases::{Case, Enforce, Scenario, Write, chapters};
use crate::stage::{Theatre, borrow, call::call};
use crate::world::{Answer, Key};
use portcullis_policy::evaluation::{Layer, Outcome, Principal};

/// How many cases are enforced at least, so that none is lost unnoticed.
const ENFORCED_MIN: usize = 510;

#[test]
fn every_case_that_a_call_can_show_is_enforced() {
    let chapters = chapters();
    let mut theatre = Theatre::open(&chapters);
    let (mut enforced, mut failures) = (0, Vec::new());
    for case in &chapters.cases {
        if matches!(case.enforce, Enforce::No(_)) {
            continue;
        }
        enforced += 1;
        // One case that cannot be staged does not hide the others.
        let found = catch_unwind(AssertUnwindSafe(|| disagreement(&mut theatre, case)));
        failures.extend(match found {
            Ok(found) => found.map(|found| format!("{}: {found}", case.place)),
            Err(_) => Some(format!("{}: cannot be staged, see above", case.place)),
        });
    }
    assert!(failures.is_empty(), "{} of {enforced}:\n{}", failures.len(), failures.join("\n"));
    println!("{enforced} of {} cases enforced", chapters.cases.len());
    assert!(enforced >= ENFORCED_MIN, "only {enforced} cases are enforced");
}

/// What is wrong with the server's answer, if something is.
fn disagreement(theatre: &mut Theatre, case: &Case) -> Option<String> {
    let key = theatre.prepare(case);
    let (operation, parameters) = call(case, &key);
    let answer = theatre.world.call_with(&key, &operation, &borrow(&parameters));
    let summary = answer.summary();
    let allowed = match case.enforce {
        Enforce::AsDecided => case.expect == Outcome::Allow,
        Enforce::Allowed => true,
        Enforce::Denied | Enforce::No(_) => false,
    };
    if allowed {
        // Whether the call then succeeds is for other tests to ask; that it was decided is what counts.
        let decided =
            answer.status == 200 || matches!(code(&answer).as_str(), "NoSuchEntity" | "DeleteConflict");
        return (!decided).then(|| format!("{summary} instead of an allowed call"));
    }
    if answer.status != 403 {
        return Some(format!("{summary} instead of a denial"));
    }
    if case.enforce == Enforce::Denied {
        return None;
    }
    let reasons = denial(case);
    let fits = reasons.iter().any(|wanted| summary.starts_with(wanted));
    (!fits).then(|| format!("{summary}\n  instead of one of {reasons:#?}"))
}

fn code(answer: &Answer) -> String {
    answer.get("Code")
}

/// How the answer to a denied call may begin.
fn denial(case: &Case) -> Vec<String> {
    let caller = match &case.principal.principal {
        Principal::User { arn, .. } => arn.clone(),
        Principal::Role { session_arn, .. } | Principal::FederatedUser { session_arn, .. } => {
            session_arn.clone()
        }
        other => panic!("{}: {other:?} cannot be denied here", case.place),
    };
    told(&case.resource).iter().flat_map(|resource| denial_on(case, &caller, resource)).collect()
}

/// The names that AWS has for a resource. Which actions have which is tested with the operations.
fn told(resource: &str) -> Vec<String> {
    let mut names = vec![resource.to_owned(), format!("policy {resource}")];
    if let Some(target) = crate::stage::Target::of(resource) {
        names.push(format!("{} {}", target.kind.replace('-', " "), target.name));
    }
    names
}

fn denial_on(case: &Case, caller: &str, resource: &str) -> Vec<String> {
    let action = &case.action;
    let start = format!(
        "403 AccessDenied User: {caller} is not authorized to perform: {action} on resource: {resource}"
    );
    let own = crate::stage::account(&case.principal.principal);
    if crate::stage::Target::of(&case.resource).is_some_and(|target| target.account != own) {
        // Strangers are not told why.
        return vec![start];
    }
    if case.expect == Outcome::ExplicitDeny {
        let blockers = case.blocked_by.iter();
        return blockers
            .map(|layer| format!("{start} with an explicit deny in {}", denying(*layer)))
            .collect();
    }
    vec![format!("{start} because no {} allows the {action} action", silent(case.blocked_by[0]))]
}

/// The layers that a server without organizations has, in AWS's words.
fn denying(layer: Layer) -> &'static str {
    match layer {
        Layer::Resource => "the role trust policy",
        Layer::Identity => "an identity-based policy",
        Layer::Boundary => "a permissions boundary",
        Layer::Session => "a session policy",
        other => panic!("{other:?} is not served"),
    }
}

fn silent(layer: Layer) -> &'static str {
    match layer {
        Layer::Resource => "role trust policy",
        Layer::Identity => "identity-based policy",
        Layer::Boundary => "permissions boundary",
        Layer::Session => "session policy",
        other => panic!("{other:?} is not served"),
    }
}

#[test]
fn documents_are_stored_and_refused_as_written() {
    let chapters = chapters();
    let mut theatre = Theatre::open(&chapters);
    let mut failures = Vec::new();
    for write in &chapters.writes {
        theatre.clear();
        let found = written(&mut theatre, write).summary();
        let wanted = match (&write.enforced, write.expect.as_str()) {
            (Some(answer), _) => answer.clone(),
            (None, "accepted") => "OK".to_owned(),
            (None, message) => format!("400 MalformedPolicyDocument {message}"),
        };
        if !found.starts_with(&wanted) {
            failures.push(format!("{}: {found}\n  instead of {wanted}", write.place));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Writes a document where it belongs.
fn written(theatre: &mut Theatre, write: &Write) -> Answer {
    let root = theatre.keys["root"].clone();
    let (key, script, parameter) = match write.kind.as_str() {
        "managed" => (root, "CreatePolicy PolicyName=Written", "PolicyDocument"),
        "inline" => (root, "PutUserPolicy UserName=Bob PolicyName=Written", "PolicyDocument"),
        "trust" => (root, "CreateRole RoleName=Written", "AssumeRolePolicyDocument"),
        _ => {
            theatre.world.grant(&root, "Alice", "assume", "Allow sts:AssumeRole *");
            let alice = theatre.keys["alice"].clone();
            (
                alice,
                "AssumeRole RoleArn=arn:aws:iam::111122223333:role/app/Barista RoleSessionName=one",
                "Policy",
            )
        }
    };
    theatre.world.call_with(&key, script, &[(parameter, &write.document)])
}

#[test]
fn scenarios_run_as_written() {
    let chapters = chapters();
    let mut theatre = Theatre::open(&chapters);
    let mut failures = Vec::new();
    for scenario in &chapters.scenarios {
        theatre.clear();
        failures.extend(play(&mut theatre, scenario));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Plays a scenario to its end, or to the step that goes wrong.
fn play(theatre: &mut Theatre, scenario: &Scenario) -> Option<String> {
    let mut keys = theatre.keys.clone();
    for step in &scenario.steps {
        if let Some(seconds) = step.strip_prefix("wait ") {
            theatre.world.now += seconds.parse::<i64>().unwrap();
            continue;
        }
        let mut parts = step.split(" -> ");
        let (line, wanted, made) = (parts.next().unwrap(), parts.next().unwrap(), parts.next());
        let (who, script) = line.split_once(": ").unwrap();
        let key = keys.get(who).unwrap_or_else(|| panic!("{}: who is {who}?", scenario.place)).clone();
        let mut words = script.split_whitespace();
        let operation = words.next().unwrap();
        let pairs: Vec<(String, String)> = words.map(|word| parameter(word, scenario, &keys)).collect();
        let answer = theatre.world.call_with(&key, operation, &borrow(&pairs));
        let summary = answer.summary();
        let fits = if wanted == "OK" { summary == "OK" } else { summary.starts_with(wanted) };
        if !fits {
            return Some(format!("{}: {step}\n  came to {summary}", scenario.place));
        }
        if let Some(name) = made {
            keys.insert(name.to_owned(), credentials(&answer));
        }
    }
    None
}

/// A parameter, with the text of a document or the id of a key in place of its name in braces.
fn parameter(word: &str, scenario: &Scenario, keys: &BTreeMap<String, Key>) -> (String, String) {
    let (name, value) = word.split_once('=').unwrap_or_else(|| panic!("{}: {word}", scenario.place));
    let inner = value.strip_prefix('{').and_then(|value| value.strip_suffix('}'));
    let value = match inner.map(|inner| (inner, inner.strip_suffix(".id"))) {
        None => value.to_owned(),
        Some((_, Some(key))) => keys[key].id.clone(),
        Some((document, None)) => scenario.documents[document].clone(),
    };
    (name.to_owned(), value)
}

fn credentials(answer: &Answer) -> Key {
    if answer.body.contains("<SessionToken>") {
        return answer.credentials();
    }
    Key { id: answer.get("AccessKeyId"), secret: answer.get("SecretAccessKey"), token: None }
}
