// SPDX-License-Identifier: Apache-2.0
//! `cedar-policy`: each statement becomes a `permit` or a `forbid` over texts of the context.
//!
//! Cedar has no `?`, no variables in patterns and no patterns over sets; statements with such are left out, except that
//! variables that are facts of the principal are replaced beforehand.

use std::collections::BTreeMap;
use std::str::FromStr;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression,
};
use portcullis_policy::{
    evaluation::{Outcome, Value},
    language::{ConditionBlock, ConditionEntry, Document, Effect, Qualifier, Statement, Test},
};

use super::substituted;
use crate::{
    subject::Subject,
    workload::{Caller, Workload},
};

pub struct Cedar {
    authorizer: Authorizer,
    entities: Entities,
    /// Identity policies and boundary of each principal of the sample.
    sets: BTreeMap<usize, (PolicySet, Option<PolicySet>)>,
    requests: BTreeMap<usize, (usize, Request)>,
}

impl Cedar {
    pub fn new(workload: &Workload, sample: &[usize]) -> Self {
        let mut sets = BTreeMap::new();
        let mut requests = BTreeMap::new();
        for at in sample {
            let asked = &workload.requests[*at];
            let caller = &workload.principals[asked.principal];
            sets.entry(asked.principal).or_insert_with(|| {
                let set = |names: &[String]| {
                    let documents = names.iter().map(|name| &workload.policies[name].1);
                    let source: String = documents.map(|document| translated(document, caller)).collect();
                    PolicySet::from_str(&source).expect("a translation")
                };
                (set(&caller.policies), caller.boundary.as_ref().map(|name| set(std::slice::from_ref(name))))
            });
            let own = |text: &str| RestrictedExpression::new_string(text.to_owned());
            let mut pairs: Vec<(String, RestrictedExpression)> = asked
                .context
                .iter()
                .map(|(key, value)| {
                    let value = match value {
                        Value::Single(text) => own(text),
                        Value::Many(texts) => {
                            RestrictedExpression::new_set(texts.iter().map(|text| own(text)))
                        }
                    };
                    (key.to_lowercase(), value)
                })
                .collect();
            pairs.push(("action".into(), own(&asked.action.to_lowercase())));
            pairs.push(("resource".into(), own(&asked.resource)));
            let uid = |text: &str| EntityUid::from_str(text).expect("an entity");
            let context = Context::from_pairs(pairs).expect("a context");
            let request = Request::new(uid("U::\"u\""), uid("Action::\"a\""), uid("R::\"r\""), context, None);
            requests.insert(*at, (asked.principal, request.expect("a request")));
        }
        Self { authorizer: Authorizer::new(), entities: Entities::empty(), sets, requests }
    }

    fn decide(&self, set: &PolicySet, request: &Request) -> Outcome {
        let response = self.authorizer.is_authorized(request, set, &self.entities);
        match response.decision() {
            Decision::Allow => Outcome::Allow,
            Decision::Deny if response.diagnostics().reason().next().is_some() => Outcome::ExplicitDeny,
            Decision::Deny => Outcome::ImplicitDeny,
        }
    }
}

impl Subject for Cedar {
    fn name(&self) -> &str {
        "cedar-policy 4.14.1"
    }

    fn answer(&mut self, request: usize) -> Option<Outcome> {
        let (principal, request) = &self.requests[&request];
        let (identity, boundary) = &self.sets[principal];
        let identity = self.decide(identity, request);
        let boundary = boundary.as_ref().map_or(Outcome::Allow, |boundary| self.decide(boundary, request));
        Some(identity.max(boundary))
    }
}

fn translated(document: &Document, caller: &Caller) -> String {
    document.statements.iter().filter_map(|statement| policy(statement, caller)).collect()
}

fn policy(statement: &Statement, caller: &Caller) -> Option<String> {
    let effect = if statement.effect == Effect::Allow { "permit" } else { "forbid" };
    let mut actions = Vec::new();
    for pattern in &statement.action.patterns {
        actions.push(like("context.action", &pattern.value.to_lowercase())?);
    }
    let actions = any(&actions, statement.action.negated);
    let resource = statement.resource.as_ref()?;
    let mut resources = Vec::new();
    for pattern in &resource.patterns {
        resources.push(like("context.resource", &substituted(&pattern.value, caller)?)?);
    }
    let mut all = vec![actions, any(&resources, resource.negated)];
    for block in &statement.conditions {
        for entry in &block.entries {
            all.push(condition(block, entry, caller)?);
        }
    }
    Some(format!("{effect}(principal, action, resource) when {{ {} }};\n", all.join(" && ")))
}

fn any(terms: &[String], negated: bool) -> String {
    format!("{}({})", if negated { "!" } else { "" }, terms.join(" || "))
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn like(place: &str, pattern: &str) -> Option<String> {
    if pattern == "*" {
        return Some("true".into());
    }
    if pattern.contains('?') {
        return None;
    }
    let operator = if pattern.contains('*') { "like" } else { "==" };
    Some(format!("{place} {operator} {}", quoted(pattern)))
}

fn condition(block: &ConditionBlock, entry: &ConditionEntry, caller: &Caller) -> Option<String> {
    let key = quoted(&entry.key.value.to_lowercase());
    let place = format!("context[{key}]");
    let values: Option<Vec<String>> =
        entry.values.iter().map(|value| substituted(&value.value.text, caller)).collect();
    let values = values?;
    let set = || values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(",");
    let negated = format!("{:?}", block.operator.test).contains("Not");
    let test = match (block.operator.test, block.operator.qualifier) {
        (Test::Null, None) => {
            let absent = values.first()?.eq_ignore_ascii_case("true");
            return Some(format!("{}(context has {key})", if absent { "!" } else { "" }));
        }
        (Test::StringEquals, Some(Qualifier::ForAllValues)) => format!("[{}].containsAll({place})", set()),
        (Test::StringEquals, Some(Qualifier::ForAnyValue)) => format!("[{}].containsAny({place})", set()),
        (_, Some(_)) => return None,
        (Test::StringEquals | Test::StringNotEquals, None) => format!("[{}].contains({place})", set()),
        (test, None) => {
            let terms: Option<Vec<String>> = values.iter().map(|value| one(test, &place, value)).collect();
            any(&terms?, false)
        }
    };
    let held = if negated { format!("!({test})") } else { test };
    let absent_holds =
        negated || block.operator.if_exists || block.operator.qualifier == Some(Qualifier::ForAllValues);
    Some(if absent_holds {
        format!("(!(context has {key}) || {held})")
    } else {
        format!("(context has {key} && {held})")
    })
}

fn one(test: Test, place: &str, value: &str) -> Option<String> {
    match test {
        Test::StringLike | Test::StringNotLike => like(place, value),
        Test::ArnLike | Test::ArnEquals | Test::ArnNotLike | Test::ArnNotEquals => like(place, value),
        Test::Bool => Some(format!("{place} == {}", quoted(&value.to_lowercase()))),
        Test::IpAddress | Test::NotIpAddress => Some(format!("ip({place}).isInRange(ip({}))", quoted(value))),
        Test::DateLessThan => Some(format!("datetime({place}) < datetime({})", quoted(value))),
        Test::DateGreaterThan => Some(format!("datetime({place}) > datetime({})", quoted(value))),
        _ => None,
    }
}
