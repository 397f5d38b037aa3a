// SPDX-License-Identifier: Apache-2.0
//! Which of an operation's errors comes first: the scripts of `conformance/operations/`, played call for call.

#![allow(
    unreachable_pub,
    clippy::allow_attributes,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking, and what they read are files of the repository"
)]

use std::collections::BTreeSet;

use portcullis_service::operations;
use portcullis_wire::Service;
use portcullis_wire::operation::find;

use crate::house::House;
use crate::operation_scripts::{Call, Script, is_update, read, write};
use crate::world::Key;

/// Operations that nobody can carry through here, whose scripts end with another outcome than OK.
const NEVER: [&str; 11] = [
    "AcceptDelegationRequest",
    "AcquireRole",
    "AssociateDelegationRequest",
    "CreateDelegationRequest",
    "GetDelegatedAccessToken",
    "GetDelegationRequest",
    "GetHumanReadableSummary",
    "GetRoleTemplateVersion",
    "RejectDelegationRequest",
    "SendDelegationToken",
    "UpdateDelegationRequest",
];

/// What everybody with a key may do (rules T-8, T-9).
pub const EVERYBODY: [&str; 2] = ["GetCallerIdentity", "GetSessionToken"];

const VIOLATION: &str = "400 ValidationError ";
const DENIED: &str = "is not authorized to perform";

#[test]
fn every_operation_has_one_script() {
    let scripts = read();
    let mut seen = BTreeSet::new();
    for script in scripts.iter().flat_map(|(_, scripts)| scripts) {
        assert!(seen.insert(script.operation.as_str()), "{}: `{}` again", script.place, script.operation);
    }
    let there: BTreeSet<&str> = Service::ALL.into_iter().flat_map(operations).collect();
    let missing: Vec<_> = there.difference(&seen).collect();
    assert_eq!(missing, [&""; 0], "these operations need a script in conformance/operations/");
    let unknown: Vec<_> = seen.difference(&there).collect();
    assert_eq!(unknown, [&""; 0], "these scripts have no operation");
}

#[test]
fn errors_come_in_the_order_of_the_scripts() {
    let mut house = House::open();
    let mut wrong = Vec::new();
    for (path, scripts) in read() {
        let outcomes: Vec<_> = scripts.iter().map(|script| play(script, &mut house)).collect();
        if is_update() {
            write(&path, &outcomes);
            continue;
        }
        for (script, outcomes) in scripts.iter().zip(&outcomes) {
            for (step, outcome) in script.steps.iter().zip(outcomes) {
                if step.expected != *outcome {
                    let Script { place, operation, .. } = script;
                    wrong.push(format!(
                        "{place} {operation}\n  {}\n  - {}\n  + {outcome}",
                        step.text, step.expected
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} calls come to something else:\n{}", wrong.len(), wrong.join("\n"));
}

/// What the calls of a script come to.
fn play(script: &Script, house: &mut House) -> Vec<String> {
    house.clear();
    let mut call = Call::default();
    let mut outcomes = Vec::new();
    for step in &script.steps {
        call.mend(step, house);
        let answer = house.call(&call.actor, &script.operation, &call.parameters);
        assert!(answer.status == 200 || answer.changes == 0, "{} changes in spite of an error", script.place);
        outcomes.push(answer.summary().replace('\n', " ").trim_end().to_owned());
    }
    outcomes
}

#[test]
fn every_script_goes_from_form_over_permission_to_success() {
    let mut house = House::open();
    for script in read().into_iter().flat_map(|(_, scripts)| scripts) {
        check_shape(&script, &mut house);
    }
}

fn check_shape(script: &Script, house: &mut House) {
    let Script { place, operation, steps, .. } = script;
    let expected: Vec<&str> = steps.iter().map(|step| step.expected.as_str()).collect();
    let (last, others) = expected.split_last().unwrap_or_else(|| panic!("{place}: nothing is called"));
    let is_never = NEVER.contains(&operation.as_str());
    assert_eq!(*last != "OK", is_never, "{place}: {operation} must end OK");
    assert!(!others.contains(&"OK"), "{place}: {operation} succeeds before its end");
    let distinct: BTreeSet<_> = expected.iter().collect();
    assert_eq!(distinct.len(), expected.len(), "{place}: {operation} has a step that mends nothing");

    // Someone without permissions who says nothing: what is told first is the form, if there is one.
    house.clear();
    let blank = house.call("nobody", operation, &[]).summary();
    let first = expected[0];
    if blank.starts_with(VIOLATION) {
        assert!(first.starts_with(VIOLATION), "{place}: {operation} must begin with a mistake in its form");
    }
    let denied = expected.iter().position(|outcome| outcome.contains(DENIED));
    let facts = Service::ALL.into_iter().find_map(|service| find(service, operation)).unwrap();
    if facts.is_anonymous || EVERYBODY.contains(&operation.as_str()) {
        return;
    }
    let denied = denied.unwrap_or_else(|| panic!("{place}: {operation} shows no denial"));
    for outcome in &expected[..denied] {
        let is_form = outcome.starts_with("400 ");
        assert!(is_form, "{place}: {operation} tells what is there before permission: {outcome}");
    }
}

#[test]
fn nothing_is_told_to_those_who_do_not_say_who_they_are() {
    let mut house = House::open();
    let known = house.keys["admin"].clone();
    let wrong = Key { secret: "wrong".into(), ..known.clone() };
    let unknown = Key { id: "AKIAIOSFODNN7EXAMPLE".into(), ..known };
    house.keys.insert("wrong".into(), wrong);
    house.keys.insert("unknown".into(), unknown);
    for script in read().into_iter().flat_map(|(_, scripts)| scripts) {
        let facts = Service::ALL.into_iter().find_map(|service| find(service, &script.operation)).unwrap();
        if facts.is_anonymous {
            continue;
        }
        house.clear();
        let mut call = Call::default();
        call.mend(&script.steps[0], &mut house);
        for (actor, code) in [
            ("unsigned", "403 MissingAuthenticationToken"),
            ("unknown", "403 InvalidClientTokenId"),
            ("wrong", "403 SignatureDoesNotMatch"),
        ] {
            let answer = house.call(actor, &script.operation, &call.parameters);
            assert!(answer.summary().starts_with(code), "{}: {}", script.operation, answer.summary());
        }
    }
}
