// SPDX-License-Identifier: Apache-2.0
//! Every case of `conformance/evaluation/`, asked of every evaluator.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod cases;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cases::{Case, chapters};
use portcullis_policy::catalogue::Catalogue;
use portcullis_policy::engine::{ContextView, Engine, PlainRequest};
use portcullis_policy::evaluation::{Decision, Outcome, Policies, Request, evaluate};
use portcullis_policy::explanation::explain;
use portcullis_policy::validation::{WriteKind, validate_write};

/// Decides a request.
type Evaluator = fn(&Request<'_>, &Policies<'_>) -> Decision;

/// All evaluators, by name. Another one is held to the cases by a line here.
const EVALUATORS: &[(&str, Evaluator)] = &[
    ("reference", evaluate),
    ("explanation", |request, policies| explain(request, policies).decision),
    ("compiled", compiled),
];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Catalogue::embedded()));

/// Compiles the policies and asks them, in both forms that the engine takes a request in.
fn compiled(request: &Request<'_>, policies: &Policies<'_>) -> Decision {
    let effective = ENGINE.effective(request.principal.clone(), ENGINE.layers(policies));
    let plain = PlainRequest {
        action: request.action,
        resource: request.resource,
        resource_account: request.resource_account,
        context: ContextView::Context(request.context),
        wildcard_only_action: request.wildcard_only_action,
    };
    let interned = ENGINE.intern(&plain).unwrap();
    let decision = effective.decision(&interned);
    assert_eq!(decision, effective.decision_plain(&plain), "{request:?}");
    assert_eq!(
        (decision.outcome, decision.outcome),
        (effective.decide(&interned), effective.decide_plain(&plain))
    );
    assert_eq!(effective.explain(&plain), explain(request, policies), "{request:?}");
    decision
}

/// Fewer cases than this would mean that some were lost.
const CASES_MIN: usize = 699;

#[test]
fn every_evaluator_decides_every_case_as_written() {
    let cases = chapters().cases;
    let mut disagreements = Vec::new();
    for case in &cases {
        for (name, evaluator) in EVALUATORS {
            let found = case.disagreement(&decide(case, *evaluator));
            disagreements.extend(found.map(|found| format!("{name}: {found}")));
        }
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
    assert!(cases.len() >= CASES_MIN, "only {} cases", cases.len());
}

#[test]
fn a_case_is_written_without_contradiction() {
    let chapters = chapters();
    let mut ids = BTreeSet::new();
    let places = chapters.cases.iter().map(|case| &case.place);
    let places = places.chain(chapters.writes.iter().map(|write| &write.place));
    for place in places.chain(chapters.scenarios.iter().map(|scenario| &scenario.place)) {
        let id = place.split_once('/').map(|(_, id)| id);
        assert!(ids.insert(id), "{place}: the id is not unique");
    }
    for case in &chapters.cases {
        let allows = case.expect == Outcome::Allow;
        assert_eq!(
            allows,
            case.blocked_by.is_empty(),
            "{}: an allow has no blockers, a denial has",
            case.place
        );
        assert!(case.blocked_by.is_sorted(), "{}: blockers in the order of their layers", case.place);
    }
}

#[test]
fn documents_are_taken_and_refused_as_written() {
    for write in chapters().writes {
        let kind = match write.kind.as_str() {
            "managed" => WriteKind::ManagedPolicy,
            "inline" => WriteKind::InlinePolicy,
            "trust" => WriteKind::TrustPolicy,
            "session" => WriteKind::SessionPolicy,
            other => panic!("{}: as = {other}", write.place),
        };
        let found = match validate_write(&write.document, kind) {
            Ok(_) => "accepted".to_owned(),
            Err(malformed) => malformed.message,
        };
        assert_eq!(found, write.expect, "{}", write.place);
    }
}

fn decide(case: &Case, evaluator: Evaluator) -> Decision {
    let keys = case.keys();
    let parsed = case.policies.parse();
    evaluator(&case.request(&keys), &case.policies.bind(&parsed))
}
