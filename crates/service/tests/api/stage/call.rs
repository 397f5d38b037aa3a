// SPDX-License-Identifier: Apache-2.0
//! The call that asks what a case asks.

use super::{Target, tag_parameters, tags};
use crate::cases::{Case, ContextValue};
use crate::world::Key;

/// Keys that a call brings along by itself: the caller's, and what no case varies.
const ALWAYS_THERE: &[&str] = &[
    "aws:MultiFactorAuthPresent",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalType",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:TokenIssueTime",
    "aws:UserAgent",
    "aws:ViaAWSService",
    "aws:userid",
    "aws:username",
];

/// Keys that the stage sets otherwise.
const STAGED: &[&str] = &[
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:SecureTransport",
    "aws:SourceIp",
    "aws:TagKeys",
    "iam:PermissionsBoundary",
    "iam:PolicyARN",
    "sts:ExternalId",
    "sts:RoleSessionName",
    "sts:SourceIdentity",
    "sts:TransitiveTagKeys",
];

const STAGED_TAGS: &[&str] =
    &["aws:PrincipalTag/", "aws:RequestTag/", "aws:ResourceTag/", "iam:ResourceTag/"];

/// The operation and its parameters. The caller's key is for the operation that asks about keys.
pub fn call(case: &Case, key: &Key) -> (String, Vec<(String, String)>) {
    for key in case.context.keys() {
        let known = ALWAYS_THERE.contains(&key.as_str())
            || STAGED.contains(&key.as_str())
            || STAGED_TAGS.iter().any(|beginning| key.starts_with(beginning));
        assert!(known, "{}: the stage cannot set `{key}`; give the case a reason in `enforce`", case.place);
    }
    let (service, operation) = case.action.split_once(':').unwrap();
    let mut parameters = match service {
        "iam" => iam(case, operation),
        "sts" => sts(case, operation, key),
        other => panic!("{}: `{other}` is not served; give the case a reason in `enforce`", case.place),
    };
    let named = tags(case, &["aws:RequestTag/"]);
    let keys = many(case, "aws:TagKeys");
    if operation.starts_with("Untag") {
        parameters.extend(members("TagKeys", &keys));
    } else {
        let missing = keys.iter().filter(|key| !named.iter().any(|(tag, _)| tag == *key));
        let all: Vec<_> = missing.map(|key| (key.clone(), "x".to_owned())).chain(named.clone()).collect();
        parameters.extend(tag_parameters(&all));
    }
    (operation.to_owned(), parameters)
}

fn iam(case: &Case, operation: &str) -> Vec<(String, String)> {
    let Some(target) = Target::of(&case.resource) else { return Vec::new() };
    let parameter = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut parameters = match target.kind.as_str() {
        "user" => vec![parameter("UserName", &target.name)],
        "role" => vec![parameter("RoleName", &target.name)],
        "group" => vec![parameter("GroupName", &target.name)],
        "instance-profile" => vec![parameter("InstanceProfileName", &target.name)],
        "policy" if operation == "CreatePolicy" => vec![parameter("PolicyName", &target.name)],
        "policy" => vec![parameter("PolicyArn", &case.resource)],
        other => panic!("{}: what is a `{other}`?", case.place),
    };
    if let ("CreateUser" | "CreateRole" | "CreateGroup" | "CreatePolicy", path) = (operation, &target.path) {
        parameters.push(parameter("Path", path));
        parameters
            .extend(one(case, "iam:PermissionsBoundary").map(|arn| parameter("PermissionsBoundary", arn)));
    }
    parameters.extend(one(case, "iam:PolicyARN").map(|arn| parameter("PolicyArn", arn)));
    parameters
}

fn sts(case: &Case, operation: &str, key: &Key) -> Vec<(String, String)> {
    let parameter = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    match operation {
        "AssumeRole" => {
            let session = one(case, "sts:RoleSessionName").unwrap_or("call");
            let mut parameters =
                vec![parameter("RoleArn", &case.resource), parameter("RoleSessionName", session)];
            parameters.extend(one(case, "sts:ExternalId").map(|id| parameter("ExternalId", id)));
            parameters.extend(one(case, "sts:SourceIdentity").map(|id| parameter("SourceIdentity", id)));
            parameters.extend(members("TransitiveTagKeys", &many(case, "sts:TransitiveTagKeys")));
            parameters
        }
        "GetFederationToken" => {
            vec![parameter("Name", case.resource.rsplit('/').next().unwrap())]
        }
        "GetAccessKeyInfo" => vec![parameter("AccessKeyId", &key.id)],
        _ => Vec::new(),
    }
}

fn one<'a>(case: &'a Case, key: &str) -> Option<&'a str> {
    match case.context.get(key) {
        Some(ContextValue::One(text)) => Some(text),
        _ => None,
    }
}

fn many(case: &Case, key: &str) -> Vec<String> {
    match case.context.get(key) {
        Some(ContextValue::Many(texts)) => texts.clone(),
        Some(ContextValue::One(text)) => panic!("{}: `{key}` has a set of values, not `{text}`", case.place),
        None => Vec::new(),
    }
}

fn members(name: &str, values: &[String]) -> Vec<(String, String)> {
    let numbered = values.iter().enumerate();
    numbered.map(|(at, value)| (format!("{name}.member.{}", at + 1), value.clone())).collect()
}
