// SPDX-License-Identifier: Apache-2.0
//! `iam-rs`: takes the documents as they are.

use std::collections::BTreeMap;

use iam_rs::{
    Arn, Context, ContextValue, Decision, EvaluationOptions, IAMPolicy, IAMRequest, PolicyEvaluator,
    Principal, PrincipalId,
};
use portcullis_policy::evaluation::{Outcome, Value};

use crate::{subject::Subject, workload::Workload};

pub struct IamRs {
    /// Identity policies and boundary of each principal of the sample; `None` if one cannot be read.
    evaluators: BTreeMap<usize, Option<(PolicyEvaluator, Option<PolicyEvaluator>)>>,
    requests: BTreeMap<usize, (usize, Option<IAMRequest>)>,
}

impl IamRs {
    pub fn new(workload: &Workload, sample: &[usize]) -> Self {
        let options = EvaluationOptions {
            max_statements: usize::MAX,
            stop_on_explicit_deny: true,
            collect_match_details: false,
            ..EvaluationOptions::default()
        };
        let evaluator = |names: &[String]| -> Option<PolicyEvaluator> {
            let policies = names.iter().map(|name| IAMPolicy::from_json(&workload.policies[name].0).ok());
            let policies: Option<Vec<IAMPolicy>> = policies.collect();
            Some(PolicyEvaluator::with_policies(policies?).with_options(options.clone()))
        };
        let mut evaluators = BTreeMap::new();
        let mut requests = BTreeMap::new();
        for at in sample {
            let asked = &workload.requests[*at];
            let caller = &workload.principals[asked.principal];
            evaluators.entry(asked.principal).or_insert_with(|| {
                let boundary = match &caller.boundary {
                    Some(name) => Some(evaluator(std::slice::from_ref(name))?),
                    None => None,
                };
                Some((evaluator(&caller.policies)?, boundary))
            });
            let mut context = Context::new();
            for (key, value) in &asked.context {
                let value = match value {
                    Value::Single(text) => match text.as_str() {
                        "true" => ContextValue::Boolean(true),
                        "false" => ContextValue::Boolean(false),
                        text => ContextValue::String(text.into()),
                    },
                    Value::Many(texts) => ContextValue::StringList(texts.clone()),
                };
                context.insert(key.clone(), value);
            }
            let principal = Principal::Aws(PrincipalId::String(caller.arn.clone()));
            let request = Arn::parse(&asked.resource).ok().map(|resource| {
                IAMRequest::new_with_context(principal, asked.action.clone(), resource, context)
            });
            requests.insert(*at, (asked.principal, request));
        }
        Self { evaluators, requests }
    }
}

impl Subject for IamRs {
    fn name(&self) -> &str {
        "iam-rs 0.8.0"
    }

    fn answer(&mut self, request: usize) -> Option<Outcome> {
        let (principal, request) = &self.requests[&request];
        let request = request.as_ref()?;
        let (identity, boundary) = self.evaluators[principal].as_ref()?;
        let identity = identity.evaluate(request).ok()?.decision;
        let boundary = match boundary {
            Some(boundary) => boundary.evaluate(request).ok()?.decision,
            None => Decision::Allow,
        };
        Some(match (identity, boundary) {
            (Decision::Deny, _) | (_, Decision::Deny) => Outcome::ExplicitDeny,
            (Decision::Allow, Decision::Allow) => Outcome::Allow,
            _ => Outcome::ImplicitDeny,
        })
    }
}
