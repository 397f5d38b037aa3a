// SPDX-License-Identifier: Apache-2.0
//! W2: a thousand principals with AWS's managed policies, policies of groups, and boundaries.

use std::collections::BTreeMap;
use std::sync::Arc;

use portcullis_directory::managed_policy_catalogue::AwsManagedPolicies;
use portcullis_policy::{
    catalogue::Catalogue,
    evaluation::Value,
    language::{Document, Qualifier, Statement, Test},
};
use serde_json::json;

use super::{ACCOUNT, asked, base_context, caller, document, filled, statement};
use crate::{random::Random, workload::Workload};

const REGIONS: &[&str] = &["us-east-1", "eu-west-1", "ap-southeast-2"];
const SERVICES: &[&str] =
    &["s3", "ec2", "dynamodb", "sqs", "sns", "lambda", "kms", "logs", "secretsmanager", "ssm"];
const GROUPS: usize = 40;

/// The real names of actions with the ARN patterns of their resources.
struct Names {
    /// In order.
    actions: Vec<(String, Vec<String>)>,
    lower: Vec<String>,
}

impl Names {
    fn new() -> Self {
        let mut actions: Vec<(String, Vec<String>)> = Catalogue::embedded()
            .services()
            .flat_map(|service| service.actions().map(move |action| (service, action)))
            .map(|(service, action)| {
                let arns =
                    action.resource_types().flat_map(|kind| kind.resource_type().arn_patterns().to_vec());
                (format!("{}:{}", service.prefix(), action.name()), arns.collect())
            })
            .collect();
        actions.sort_by_key(|(name, _)| name.to_lowercase());
        let lower = actions.iter().map(|(name, _)| name.to_lowercase()).collect();
        Self { actions, lower }
    }

    /// Some action that a pattern covers.
    fn matching(&self, pattern: &str, random: &mut Random) -> Option<usize> {
        let pattern = pattern.to_lowercase();
        let literal = &pattern[..pattern.find(['*', '?']).unwrap_or(pattern.len())];
        let start = self.lower.partition_point(|name| name.as_str() < literal);
        let length = self.lower[start..].partition_point(|name| name.starts_with(literal));
        if length == 0 {
            return None;
        }
        // Inner wildcards are tried a few times; such patterns are few.
        (0..20).map(|_| start + random.below(length)).find(|at| covers(&pattern, &self.lower[*at]))
    }
}

fn covers(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((head, "")) => name.starts_with(head),
        Some((head, rest)) => {
            let Some(left) = name.strip_prefix(head) else { return false };
            (0..=left.len()).any(|at| left.get(at..).is_some_and(|left| covers(rest, left)))
        }
    }
}

/// The workload.
pub fn realistic(seed: u64, principals_len: usize, requests_len: usize) -> Workload {
    let mut random = Random::new(seed * 10 + 2);
    let mut policies = BTreeMap::new();
    for policy in AwsManagedPolicies::embedded().iter() {
        let source =
            policy.default_version().and_then(|version| version.document().ok()).expect("a sound catalogue");
        let parsed = Document::parse(&source).expect("a policy of AWS's");
        policies.insert(policy.name().to_owned(), (source, Arc::new(parsed)));
    }
    let managed: Vec<String> = policies.keys().cloned().collect();
    let groups: Vec<Vec<String>> = (0..GROUPS).map(|at| group(at, &mut random, &mut policies)).collect();
    let mut boundaries = vec!["PowerUserAccess".to_owned(), "AdministratorAccess".to_owned()];
    for at in 0..6 {
        boundaries.push(boundary(at, &mut policies));
    }
    let principals = (0..principals_len)
        .map(|at| {
            let mut attached = random.sample(&managed, 10);
            attached.sort();
            for group in random.sample(&groups, 2) {
                attached.extend(group);
            }
            let mut caller = caller(&format!("user{at:04}"), format!("AIDA{at:016}"), attached);
            caller.team = Some(format!("team{}", random.below(8)));
            caller.boundary = Some(random.pick(&boundaries).clone());
            caller
        })
        .collect();
    let mut workload = Workload { name: "W2".into(), policies, principals, requests: Vec::new() };
    let names = Names::new();
    while workload.requests.len() < requests_len {
        if let Some(request) = request(&mut random, &workload, &names) {
            workload.requests.push(request);
        }
    }
    workload
}

/// Three policies of a group of users.
fn group(
    at: usize,
    random: &mut Random,
    policies: &mut BTreeMap<String, (String, Arc<Document>)>,
) -> Vec<String> {
    let services = random.sample(SERVICES, 2);
    let all_of = format!("{}:*", services[0]);
    let reads: Vec<String> =
        ["Get*", "List*", "Describe*"].map(|verb| format!("{}:{verb}", services[1])).to_vec();
    let reads: Vec<&str> = reads.iter().map(String::as_str).collect();
    let own = json!({"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}});
    let no_mfa = json!({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}});
    let production = json!({"StringEquals": {"aws:ResourceTag/env": "prod"}});
    let outside = json!({"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "172.16.0.0/12"]}});
    let places = [
        "arn:aws:s3:::share-${aws:PrincipalTag/team}",
        "arn:aws:s3:::share-${aws:PrincipalTag/team}/${aws:username}/*",
    ];
    let documents = [
        (
            "share",
            document(&[
                statement("Allow", &["s3:GetObject", "s3:PutObject", "s3:ListBucket"], &places, None),
                statement(
                    "Allow",
                    &["sts:GetCallerIdentity", "iam:GetUser", "iam:ChangePassword"],
                    &["*"],
                    None,
                ),
            ]),
        ),
        (
            "work",
            document(&[
                statement("Allow", &[&all_of], &["*"], Some(own)),
                statement("Allow", &reads, &["*"], None),
            ]),
        ),
        (
            "fence",
            document(&[
                statement(
                    "Deny",
                    &["iam:Create*", "iam:Delete*", "iam:Put*", "iam:Attach*"],
                    &["*"],
                    Some(no_mfa),
                ),
                statement(
                    "Deny",
                    &["ec2:TerminateInstances", "rds:DeleteDBInstance", "dynamodb:DeleteTable"],
                    &["*"],
                    Some(production),
                ),
                statement(
                    "Deny",
                    &["s3:*"],
                    &["arn:aws:s3:::ledger-*", "arn:aws:s3:::ledger-*/*"],
                    Some(outside),
                ),
            ]),
        ),
    ];
    let named = documents.into_iter().map(|(name, document)| {
        let name = format!("group{at}-{name}");
        policies.insert(name.clone(), document);
        name
    });
    named.collect()
}

fn boundary(at: usize, policies: &mut BTreeMap<String, (String, Arc<Document>)>) -> String {
    let count = 1 + at % 3;
    let regions = json!({"StringNotEqualsIfExists": {"aws:RequestedRegion": REGIONS[..count]}});
    let spared = ["organizations:*", "account:*", "support:*"];
    let most = json!({"Effect": "Allow", "Resource": "*", "NotAction": spared[..count]});
    let regional = json!({"Effect": "Deny", "Resource": "*", "Condition": regions,
        "NotAction": ["iam:*", "sts:*", "route53:*", "cloudfront:*", "s3:*"]});
    let keys = ["iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary", "iam:CreateAccessKey"];
    let name = format!("boundary{at}");
    policies.insert(name.clone(), document(&[most, regional, statement("Deny", &keys, &["*"], None)]));
    name
}

/// Mostly a request that some statement of the principal is about; `None` if no action fits it.
fn request(random: &mut Random, workload: &Workload, names: &Names) -> Option<crate::workload::Asked> {
    let at = random.below(workload.principals.len());
    let caller = &workload.principals[at];
    let mut aimed: Option<&Statement> = None;
    let mut resource = None;
    let chance = random.below(100);
    let action = if chance < 70 {
        let (_, document) = &workload.policies[random.pick(&caller.policies)];
        let statement = random.pick(&document.statements);
        if statement.action.negated {
            return None;
        }
        let action = names.matching(&random.pick(&statement.action.patterns).value, random)?;
        let patterns =
            statement.resource.as_ref().map(|element| element.patterns.as_slice()).unwrap_or_default();
        if let Some(pattern) =
            (!patterns.is_empty()).then(|| random.pick(patterns)).filter(|text| text.value != "*")
        {
            resource = Some(of_pattern(&pattern.value, &caller.name, caller.team.as_deref(), random));
        }
        aimed = Some(statement);
        action
    } else if chance < 90 {
        names.matching(&format!("{}:*", random.pick(SERVICES)), random)?
    } else {
        random.below(names.actions.len())
    };
    let (action, arns) = &names.actions[action];
    let resource = resource.unwrap_or_else(|| match arns.as_slice() {
        [] => "*".into(),
        arns => of_arn(&random.pick(arns).clone(), random),
    });
    // There services refuse whatever the policies say.
    if resource.contains("aws-reserved/")
        || resource.contains(":aws:policy/")
        || resource.contains("alias/aws/")
    {
        return None;
    }
    let context = context(random, caller, action, aimed);
    Some(asked(workload, at, action, resource, context))
}

/// An ARN for a pattern of the catalogue.
fn of_arn(pattern: &str, random: &mut Random) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((head, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(head);
        match name {
            "Partition" => text.push_str("aws"),
            "Region" => text.push_str(random.word(REGIONS)),
            "Account" => text.push_str(ACCOUNT),
            name => text.push_str(&format!("{}-{}", name.to_lowercase(), random.below(1_000))),
        }
        rest = after;
    }
    filled(&(text + rest), random)
}

/// An ARN that a policy's pattern matches, mostly.
fn of_pattern(pattern: &str, user: &str, team: Option<&str>, random: &mut Random) -> String {
    let mut text = pattern
        .replace("${aws:username}", user)
        .replace("${aws:PrincipalTag/team}", team.unwrap_or_default());
    while let Some((head, after)) = text.split_once("${") {
        text = format!("{head}x{}", after.split_once('}').map_or("", |(_, after)| after));
    }
    let mut pieces: Vec<String> = text.splitn(6, ':').map(Into::into).collect();
    for (at, stand_in) in [(1, "aws"), (3, random.word(REGIONS)), (4, ACCOUNT)] {
        if let Some(piece) = pieces.get_mut(at).filter(|piece| *piece == "*") {
            *piece = stand_in.into();
        }
    }
    filled(&pieces.join(":"), random)
}

fn context(
    random: &mut Random,
    caller: &crate::workload::Caller,
    action: &str,
    aimed: Option<&Statement>,
) -> Vec<(String, Value)> {
    let mut context = base_context(random, caller);
    let mut set = |key: &str, value: &str| context.push((key.to_owned(), Value::Single(value.to_owned())));
    set("aws:RequestedRegion", random.word(REGIONS));
    set("aws:MultiFactorAuthPresent", random.word(&["true", "false"]));
    if random.chance(40) {
        let other = "team0".to_owned();
        let team = caller.team.as_ref().unwrap_or(&other);
        set("aws:ResourceTag/team", random.word(&[team, &other]));
    }
    if random.chance(30) {
        set("aws:ResourceTag/env", random.word(&["prod", "dev", "test"]));
    }
    if action == "iam:PassRole" {
        set(
            "iam:PassedToService",
            random.word(&["ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"]),
        );
    }
    if random.chance(20) {
        let keys_len = 1 + random.below(3);
        let keys = random.sample(&["env", "team", "cost", "owner"], keys_len);
        for key in &keys {
            context.push((format!("aws:RequestTag/{key}"), Value::Single("v1".into())));
        }
        context.push(("aws:TagKeys".into(), Value::Many(keys.into_iter().map(Into::into).collect())));
    }
    // More often than not the simple conditions of the statement are met.
    if let Some(statement) = aimed.filter(|_| random.chance(60)) {
        meet(statement, &mut context);
    }
    context
}

/// Gives the keys of a statement's conditions values that satisfy them, where that is simple.
fn meet(statement: &Statement, context: &mut Vec<(String, Value)>) {
    for block in &statement.conditions {
        let simple = matches!(
            block.operator.test,
            Test::StringEquals | Test::StringLike | Test::ArnLike | Test::ArnEquals | Test::Bool
        );
        for entry in block.entries.iter().filter(|_| simple) {
            let Some(value) = entry.values.first() else { continue };
            let mut text = value.value.text.replace(['*', '?'], "x");
            while let Some((head, after)) = text.clone().split_once("${") {
                let (key, rest) = after.split_once('}').unwrap_or((after, ""));
                let known = context.iter().find_map(|(own, value)| match value {
                    Value::Single(value) if own.eq_ignore_ascii_case(key) => Some(value.clone()),
                    _ => None,
                });
                text = format!("{head}{}{rest}", known.unwrap_or_default());
            }
            let value = match block.operator.qualifier {
                Some(Qualifier::ForAllValues | Qualifier::ForAnyValue) => Value::Many(vec![text]),
                None => Value::Single(text),
            };
            match context.iter_mut().find(|(key, _)| key.eq_ignore_ascii_case(&entry.key.value)) {
                Some((_, place)) => *place = value,
                None => context.push((entry.key.value.clone(), value)),
            }
        }
    }
}
