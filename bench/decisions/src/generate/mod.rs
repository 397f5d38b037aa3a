// SPDX-License-Identifier: Apache-2.0
//! Seeded workloads: W1 small, W2 realistic, W3 huge, and the ones of the scaling run.
//!
//! Expected answers are the reference evaluator's. Resources on which services refuse whatever the policies say are not
//! generated, so that the answers are those of the policies alone and another evaluator of the language can check them.

mod realistic;

use std::collections::BTreeMap;
use std::sync::Arc;

use portcullis_policy::{
    evaluation::{Outcome, Value},
    language::Document,
};
use serde_json::{Value as Json, json};

use crate::{
    random::Random,
    workload::{Asked, Caller, Workload},
};

pub use realistic::realistic;

/// The account of all principals.
pub const ACCOUNT: &str = "123456789012";

/// One statement of a generated policy.
pub fn statement(effect: &str, actions: &[&str], resources: &[&str], condition: Option<Json>) -> Json {
    let mut statement = json!({"Effect": effect, "Action": actions, "Resource": resources});
    if let Some(condition) = condition {
        statement["Condition"] = condition;
    }
    statement
}

/// A document with its source.
pub fn document(statements: &[Json]) -> (String, Arc<Document>) {
    let source = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    let document = Document::parse(&source).expect("a generated policy");
    (source, Arc::new(document))
}

/// What every request has.
pub fn base_context(random: &mut Random, caller: &Caller) -> Vec<(String, Value)> {
    let mut context = Vec::new();
    let mut set = |key: &str, value: String| context.push((key.to_owned(), Value::Single(value)));
    let first = *random.pick(&[10, 172, 192, 203]);
    set(
        "aws:SourceIp",
        format!("{first}.{}.{}.{}", random.below(256), random.below(256), 1 + random.below(254)),
    );
    let (month, day, hour) = (1 + random.below(12), 1 + random.below(28), random.below(24));
    set("aws:CurrentTime", format!("2026-{month:02}-{day:02}T{hour:02}:00:00Z"));
    set("aws:SecureTransport", if random.chance(75) { "true" } else { "false" }.into());
    set("aws:UserAgent", (*random.pick(&["aws-cli/2.15", "boto3/1.44", "aws-sdk-rust/1.3"])).into());
    set("aws:username", caller.name.clone());
    set("aws:userid", caller.userid.clone());
    set("aws:PrincipalArn", caller.arn.clone());
    set("aws:PrincipalAccount", ACCOUNT.into());
    set("aws:PrincipalType", "User".into());
    if let Some(team) = &caller.team {
        set("aws:PrincipalTag/team", team.clone());
    }
    context
}

/// A user of a name.
pub fn caller(name: &str, userid: String, policies: Vec<String>) -> Caller {
    Caller {
        arn: format!("arn:aws:iam::{ACCOUNT}:user/{name}"),
        name: name.into(),
        userid,
        team: None,
        policies,
        boundary: None,
    }
}

/// Replaces wildcards by texts that they match.
pub fn filled(pattern: &str, random: &mut Random) -> String {
    let mut text = String::new();
    for character in pattern.chars() {
        match character {
            '*' => text.push_str(&format!("o{}", random.below(10_000))),
            '?' => text.push('7'),
            other => text.push(other),
        }
    }
    text
}

/// W1: one principal, three documents, ten statements on one service.
pub fn small(seed: u64) -> Workload {
    let mut random = Random::new(seed * 10 + 1);
    let addresses = json!({"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "192.168.0.0/16"]}});
    let photos = document(&[
        statement("Allow", &["s3:GetObject", "s3:GetObjectTagging"], &["arn:aws:s3:::photos/*"], None),
        statement("Allow", &["s3:ListBucket"], &["arn:aws:s3:::photos"], None),
        statement(
            "Allow",
            &["s3:PutObject", "s3:DeleteObject"],
            &["arn:aws:s3:::photos/upload/*"],
            Some(addresses),
        ),
        statement("Deny", &["s3:DeleteObject"], &["arn:aws:s3:::photos/*/keep/*"], None),
    ]);
    let insecure = json!({"Bool": {"aws:SecureTransport": "false"}});
    let desks = document(&[
        statement("Allow", &["s3:*"], &["arn:aws:s3:::desks/${aws:username}/*"], None),
        statement(
            "Allow",
            &["s3:GetObject", "s3:GetObjectVersion"],
            &["arn:aws:s3:::open-*/*", "arn:aws:s3:::books/19??/*"],
            None,
        ),
        statement(
            "Deny",
            &["s3:PutObject", "s3:GetObject"],
            &["arn:aws:s3:::desks/*/sealed/*"],
            Some(insecure),
        ),
    ]);
    let classes = json!({"StringEquals": {"s3:x-amz-storage-class": ["STANDARD", "STANDARD_IA"]}});
    let agents = json!({"StringLike": {"aws:UserAgent": "boto3/*"}});
    let records = document(&[
        statement("Allow", &["s3:PutObject"], &["arn:aws:s3:::records/${aws:username}/*"], Some(classes)),
        statement("Allow", &["s3:GetBucketLocation", "s3:GetBucketTagging"], &["arn:aws:s3:::*"], None),
        statement("Deny", &["s3:PutObject"], &["arn:aws:s3:::records/*"], Some(agents)),
    ]);
    let policies =
        BTreeMap::from([("photos".into(), photos), ("desks".into(), desks), ("records".into(), records)]);
    let names = policies.keys().cloned().collect();
    let principals = vec![caller("nora", "AIDANORA000000000001".into(), names)];
    let mut workload = Workload { name: "W1".into(), policies, principals, requests: Vec::new() };
    let mut left =
        BTreeMap::from([(Outcome::Allow, 500), (Outcome::ImplicitDeny, 300), (Outcome::ExplicitDeny, 200)]);
    while workload.requests.len() < 1_000 {
        let request = small_request(&mut random, &workload);
        if let Some(left) = left.get_mut(&request.expect).filter(|left| **left > 0) {
            *left -= 1;
            workload.requests.push(request);
        }
    }
    workload
}

fn small_request(random: &mut Random, workload: &Workload) -> Asked {
    const OBJECTS: &[&str] = &[
        "photos/x/",
        "photos/upload/",
        "photos/a/keep/",
        "desks/nora/",
        "desks/nora/sealed/",
        "desks/olaf/",
        "open-day/",
        "books/1984/",
        "books/new/",
        "records/nora/",
        "elsewhere/",
    ];
    const ON_OBJECTS: &[&str] =
        &["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:GetObjectTagging", "s3:GetObjectVersion"];
    let (action, resource) = if random.chance(15) {
        let actions = ["s3:ListBucket", "s3:GetBucketLocation", "s3:GetBucketTagging", "s3:CreateBucket"];
        (*random.pick(&actions), (*random.pick(&["photos", "desks", "records"])).to_owned())
    } else {
        (*random.pick(ON_OBJECTS), format!("{}{}", random.pick(OBJECTS), random.below(1_000_000)))
    };
    let mut context = base_context(random, &workload.principals[0]);
    if action == "s3:PutObject" {
        let class = *random.pick(&["STANDARD", "STANDARD_IA", "GLACIER"]);
        context.push(("s3:x-amz-storage-class".into(), Value::Single(class.into())));
    }
    asked(workload, 0, action, format!("arn:aws:s3:::{resource}"), context)
}

/// A request with the reference's answer.
pub fn asked(
    workload: &Workload,
    principal: usize,
    action: &str,
    resource: String,
    context: Vec<(String, Value)>,
) -> Asked {
    let mut asked =
        Asked { principal, action: action.into(), resource, context, expect: Outcome::ImplicitDeny };
    asked.expect = workload.reference(&asked);
    asked
}

/// The actions of W3.
const OBJECT_ACTIONS: &[&str] = &[
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:GetObjectTagging",
    "s3:PutObjectTagging",
    "s3:GetObjectVersion",
    "s3:GetObjectAcl",
    "s3:PutObjectAcl",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
];

/// W3: one principal with so many statements, each on resources of its own, most with a condition, a hundred to a
/// document.
pub fn huge(seed: u64, statements: usize, requests: usize) -> Workload {
    let mut random = Random::new(seed * 10 + 3);
    let mut all: Vec<(usize, Vec<&str>, String)> = Vec::new();
    let mut policies = BTreeMap::new();
    for first in (0..statements).step_by(100) {
        let of_document: Vec<Json> = (first..statements.min(first + 100))
            .map(|at| {
                let actions_len = 1 + random.below(3);
                let actions = random.sample(OBJECT_ACTIONS, actions_len);
                let form = *random.pick(&[
                    "-store/*",
                    "-store/day/*/part-?/*",
                    "-*/out/*",
                    "-store/${aws:username}/*",
                ]);
                let resource = format!("arn:aws:s3:::t{at:05}{form}");
                let effect = if random.chance(15) { "Deny" } else { "Allow" };
                let condition = condition(&mut random, at);
                let statement = statement(effect, &actions, &[&resource], condition);
                all.push((at, actions, resource));
                statement
            })
            .collect();
        policies.insert(format!("part{:03}", first / 100), document(&of_document));
    }
    let names = policies.keys().cloned().collect();
    let principals = vec![caller("hugo", "AIDAHUGO000000000001".into(), names)];
    let mut workload = Workload {
        name: if statements == 5_000 { "W3".into() } else { format!("{statements} statements") },
        policies,
        principals,
        requests: Vec::new(),
    };
    for _ in 0..requests {
        let (at, actions, resource) = random.pick(&all).clone();
        let action = if random.chance(85) { *random.pick(&actions) } else { *random.pick(OBJECT_ACTIONS) };
        let user = *random.pick(&["hugo", "hugo", "hugo", "ines"]);
        let mut resource = resource.replace("${aws:username}", user);
        if random.chance(10) {
            resource = resource.replace(&format!("t{at:05}"), &format!("zz{at:05}"));
        }
        let resource = filled(&resource, &mut random);
        let mut context = base_context(&mut random, &workload.principals[0]);
        let class = *random.pick(STORAGE_CLASSES);
        context.push(("s3:x-amz-storage-class".into(), Value::Single(class.into())));
        let topic = if random.chance(70) { at % 50 } else { random.below(50) };
        let source = format!("arn:aws:sns:eu-west-1:{ACCOUNT}:feed-{topic}-q");
        context.push(("aws:SourceArn".into(), Value::Single(source)));
        let keys_len = 1 + random.below(2);
        let keys = random.sample(&["env", "team", "cost", "owner"], keys_len);
        let keys = keys.into_iter().map(Into::into).collect();
        context.push(("s3:RequestObjectTagKeys".into(), Value::Many(keys)));
        // Checked below, all at once: the reference takes milliseconds for each.
        workload.requests.push(Asked {
            principal: 0,
            action: action.into(),
            resource,
            context,
            expect: Outcome::ImplicitDeny,
        });
    }
    for at in 0..workload.requests.len() {
        workload.requests[at].expect = workload.reference(&workload.requests[at]);
    }
    workload
}

const STORAGE_CLASSES: &[&str] = &["STANDARD", "STANDARD_IA", "GLACIER", "ONEZONE_IA"];

fn condition(random: &mut Random, at: usize) -> Option<Json> {
    let mut condition = json!({});
    if matches!(at % 8, 0 | 6) {
        condition["StringEquals"] = json!({"s3:x-amz-storage-class": random.sample(STORAGE_CLASSES, 2)});
    }
    if matches!(at % 8, 2 | 6) {
        let range = format!("{}.{}.0.0/12", random.pick(&[10, 172, 192, 203]), random.below(16) * 16);
        condition["IpAddress"] = json!({"aws:SourceIp": [range, "10.0.0.0/8"]});
    }
    match at % 8 {
        1 => {
            condition["StringLike"] = json!({"aws:UserAgent": [random.pick(&["aws-*", "boto3/*", "*rust*"])]})
        }
        3 => {
            let date = format!("2026-{:02}-01T00:00:00Z", 4 + random.below(9));
            condition["DateLessThan"] = json!({"aws:CurrentTime": date});
        }
        4 => {
            let source = format!("arn:aws:sns:*:{ACCOUNT}:feed-{}-*", at % 50);
            condition["ArnLike"] = json!({"aws:SourceArn": source});
        }
        5 => {
            condition["ForAllValues:StringEquals"] =
                json!({"s3:RequestObjectTagKeys": ["env", "team", "cost"]});
        }
        _ => {}
    }
    (condition != json!({})).then_some(condition)
}
