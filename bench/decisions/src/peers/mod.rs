// SPDX-License-Identifier: Apache-2.0
//! Other engines on the same workloads.
//!
//! Each gets what it needs made ready before it is measured: parsed policies, a set for each principal, requests in its
//! own form. What an engine cannot express is left out, and shows as answers that are missing or not right.

mod cedar;
mod iam;
mod rego;

use std::collections::BTreeSet;

use portcullis_policy::evaluation::Value;

use crate::{
    subject::Subject,
    workload::{Caller, Workload},
};

/// The requests that the peers are measured on: those of a few principals, and not too many, because some take
/// milliseconds for each.
pub fn sample(workload: &Workload) -> Vec<usize> {
    let mut principals = BTreeSet::new();
    let mut sample = Vec::new();
    let limit = if workload.statements_len() > 1_000 && workload.principals.len() == 1 { 200 } else { 1_000 };
    for (at, request) in workload.requests.iter().enumerate() {
        if principals.len() < 20 || principals.contains(&request.principal) {
            principals.insert(request.principal);
            sample.push(at);
        }
        if sample.len() == limit {
            break;
        }
    }
    sample
}

/// All peers, ready for the sample.
pub fn subjects<'a>(workload: &'a Workload, sample: &[usize]) -> Vec<Box<dyn Subject + 'a>> {
    vec![
        Box::new(iam::IamRs::new(workload, sample)),
        Box::new(cedar::Cedar::new(workload, sample)),
        Box::new(rego::Rego::new(workload, sample)),
    ]
}

/// Replaces variables by the facts of a principal, for engines that have none; `None` if another key is asked for.
fn substituted(text: &str, caller: &Caller) -> Option<String> {
    let mut done = String::new();
    let mut rest = text;
    while let Some((head, after)) = rest.split_once("${") {
        let (key, after) = after.split_once('}')?;
        done.push_str(head);
        done.push_str(match key.to_ascii_lowercase().as_str() {
            "aws:username" => &caller.name,
            "aws:userid" => &caller.userid,
            "aws:principalaccount" => caller.account(),
            "aws:principaltag/team" => caller.team.as_deref()?,
            _ => return None,
        });
        rest = after;
    }
    Some(done + rest)
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Single(text) => vec![text],
        Value::Many(texts) => texts.iter().map(String::as_str).collect(),
    }
}
