// SPDX-License-Identifier: Apache-2.0
//! `regorus`: one Rego module reads the statements as data.
//!
//! Wildcards become regular expressions beforehand, and variables that are facts of the principal are replaced.

use std::collections::BTreeMap;

use portcullis_policy::{
    evaluation::{Outcome, Value},
    language::{Document, Effect, Qualifier, Test},
};
use regorus::{Engine, Value as RegoValue};
use serde_json::{Value as Json, json};

use super::{substituted, texts};
use crate::{
    subject::Subject,
    workload::{Caller, Workload},
};

const MODULE: &str = include_str!("statements.rego");

pub struct Rego {
    /// One for each principal of the sample.
    engines: BTreeMap<usize, Engine>,
    requests: BTreeMap<usize, (usize, RegoValue)>,
}

impl Rego {
    pub fn new(workload: &Workload, sample: &[usize]) -> Self {
        let mut engines = BTreeMap::new();
        let mut requests = BTreeMap::new();
        for at in sample {
            let asked = &workload.requests[*at];
            let caller = &workload.principals[asked.principal];
            engines.entry(asked.principal).or_insert_with(|| {
                let rules = |names: &[String]| -> Vec<Json> {
                    names.iter().flat_map(|name| rules(&workload.policies[name].1, caller)).collect()
                };
                let boundary = caller.boundary.as_ref().map(|name| rules(std::slice::from_ref(name)));
                let data = json!({"identity": rules(&caller.policies), "boundary": boundary.unwrap_or_default(),
                    "bounded": caller.boundary.is_some()});
                let mut engine = Engine::new();
                engine.add_policy("statements.rego".into(), MODULE.into()).expect("a module");
                engine.add_data_json(&data.to_string()).expect("data");
                engine
            });
            let context: BTreeMap<String, Json> = asked
                .context
                .iter()
                .map(|(key, value)| {
                    let value = match value {
                        Value::Single(text) => json!([text]),
                        Value::Many(_) => json!(texts(value)),
                    };
                    (key.to_lowercase(), value)
                })
                .collect();
            let input = json!({"action": asked.action.to_lowercase(), "resource": asked.resource, "context": context});
            let input = RegoValue::from_json_str(&input.to_string()).expect("an input");
            requests.insert(*at, (asked.principal, input));
        }
        Self { engines, requests }
    }
}

impl Subject for Rego {
    fn name(&self) -> &str {
        "regorus 0.14.1"
    }

    fn answer(&mut self, request: usize) -> Option<Outcome> {
        let (principal, input) = self.requests.get(&request)?;
        let engine = self.engines.get_mut(principal)?;
        engine.set_input(input.clone());
        let answer = engine.eval_rule("data.statements.decision".into()).ok()?;
        match answer.as_string().ok()?.as_ref() {
            "Allow" => Some(Outcome::Allow),
            "ExplicitDeny" => Some(Outcome::ExplicitDeny),
            "ImplicitDeny" => Some(Outcome::ImplicitDeny),
            _ => None,
        }
    }
}

fn rules(document: &Document, caller: &Caller) -> Vec<Json> {
    let rule = |statement: &portcullis_policy::language::Statement| -> Option<Json> {
        let resource = statement.resource.as_ref()?;
        let actions: Vec<String> = statement
            .action
            .patterns
            .iter()
            .map(|pattern| expression(&pattern.value.to_lowercase()))
            .collect();
        let resources: Option<Vec<String>> = resource
            .patterns
            .iter()
            .map(|pattern| Some(expression(&substituted(&pattern.value, caller)?)))
            .collect();
        let mut conditions = Vec::new();
        for block in &statement.conditions {
            for entry in &block.entries {
                let values: Option<Vec<String>> =
                    entry.values.iter().map(|value| substituted(&value.value.text, caller)).collect();
                let values = values?;
                let name = format!("{:?}", block.operator.test);
                let negated = name.contains("Not");
                let kind = match block.operator.test {
                    Test::StringLike | Test::StringNotLike | Test::ArnLike | Test::ArnEquals => "like",
                    Test::ArnNotLike | Test::ArnNotEquals => "like",
                    Test::StringEquals | Test::StringNotEquals => "equals",
                    Test::Bool => "equals",
                    Test::IpAddress | Test::NotIpAddress => "address",
                    Test::DateLessThan => "before",
                    Test::DateGreaterThan => "after",
                    Test::Null => "null",
                    _ => return None,
                };
                let values: Vec<String> = match kind {
                    "like" => values.iter().map(|value| expression(value)).collect(),
                    "address" => values
                        .into_iter()
                        .map(|value| if value.contains('/') { value } else { value + "/32" })
                        .collect(),
                    _ if matches!(block.operator.test, Test::Bool | Test::Null) => {
                        values.iter().map(|value| value.to_lowercase()).collect()
                    }
                    _ => values,
                };
                conditions.push(json!({
                    "key": entry.key.value.to_lowercase(), "kind": kind, "values": values, "negated": negated,
                    "every": block.operator.qualifier == Some(Qualifier::ForAllValues) || negated,
                    "absent": block.operator.if_exists
                        || block.operator.qualifier == Some(Qualifier::ForAllValues)
                        || (negated && block.operator.qualifier.is_none()),
                }));
            }
        }
        Some(json!({
            "deny": statement.effect == Effect::Deny,
            "actions": actions, "notActions": statement.action.negated,
            "resources": resources?, "notResources": resource.negated,
            "conditions": conditions,
        }))
    };
    document.statements.iter().filter_map(rule).collect()
}

/// A regular expression for a pattern.
fn expression(pattern: &str) -> String {
    let mut expression = String::from("^(?s)");
    for character in pattern.chars() {
        match character {
            '*' => expression.push_str(".*"),
            '?' => expression.push('.'),
            other if other.is_ascii_alphanumeric() => expression.push(other),
            other => expression.push_str(&format!("\\x{{{:x}}}", other as u32)),
        }
    }
    expression + "$"
}
