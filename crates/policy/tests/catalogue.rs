// SPDX-License-Identifier: Apache-2.0
//! The embedded service authorization reference, and what its reader refuses.

use portcullis_policy::catalogue::{AccessLevel, Catalogue, KeyType};

fn embedded() -> &'static Catalogue {
    Catalogue::embedded()
}

#[test]
fn the_embedded_text_is_read_whole() {
    Catalogue::read(include_str!("../catalogue/service_authorization.txt")).unwrap();
    assert_eq!(embedded().services().count(), 456);
    assert_eq!(embedded().services().map(|service| service.actions().count()).sum::<usize>(), 22_091);
    assert_eq!(embedded().services().map(|service| service.resource_types().count()).sum::<usize>(), 2_334);
    assert_eq!(embedded().services().map(|service| service.condition_keys().len()).sum::<usize>(), 2_578);
    assert_eq!(embedded().global_condition_keys().len(), 59);
}

#[test]
fn every_action_is_found_by_its_own_name() {
    for service in embedded().services() {
        for action in service.actions() {
            let name = format!("{}:{}", service.prefix(), action.name());
            let found = embedded().action(&name.to_ascii_uppercase()).unwrap();
            assert_eq!((found.service().prefix(), found.name()), (service.prefix(), action.name()));
        }
    }
}

#[test]
fn pass_role() {
    let action = embedded().action("IAM:passrole").unwrap();
    assert_eq!(action.name(), "PassRole");
    assert_eq!(action.access_level(), AccessLevel::Write);
    assert!(!action.wildcard_only());
    let keys: Vec<&str> = action.condition_keys().map(|key| key.name()).collect();
    assert_eq!(keys, ["iam:AssociatedResourceArn", "iam:PassedToService"]);
    let resources: Vec<(&str, bool)> = action
        .resource_types()
        .map(|resource| (resource.resource_type().name(), resource.required()))
        .collect();
    assert_eq!(resources, [("role", true)]);
    let role = embedded().resource_type("iam", "role").unwrap();
    assert_eq!(role.arn_patterns(), ["arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"]);
}

#[test]
fn assume_role_sees_keys_of_identity_providers() {
    let action = embedded().action("sts:AssumeRole").unwrap();
    let keys: Vec<&str> = action.condition_keys().map(|key| key.name()).collect();
    for key in
        ["sts:ExternalId", "sts:TransitiveTagKeys", "accounts.google.com:aud", "aws:RequestTag/${TagKey}"]
    {
        assert!(keys.contains(&key), "{key} in {keys:?}");
    }
}

#[test]
fn r_7_actions_without_resource_types() {
    let wildcard_only = |name: &str| embedded().action(name).unwrap().wildcard_only();
    for name in ["s3:ListAllMyBuckets", "iam:GetAccountSummary", "sts:GetCallerIdentity"] {
        assert!(wildcard_only(name), "{name}");
    }
    for name in ["s3:GetObject", "iam:GetUser", "sts:AssumeRole"] {
        assert!(!wildcard_only(name), "{name}");
    }
}

#[test]
fn condition_keys_by_the_names_that_policies_use() {
    let table = [
        ("aws:SourceIp", "aws:SourceIp", KeyType::IpAddress),
        ("AWS:REQUESTTAG/CostCenter", "aws:RequestTag/${TagKey}", KeyType::String),
        ("aws:TagKeys", "aws:TagKeys", KeyType::ArrayOfString),
        ("aws:CurrentTime", "aws:CurrentTime", KeyType::Date),
        ("iam:PolicyARN", "iam:PolicyARN", KeyType::Arn),
        ("saml:aud", "saml:aud", KeyType::String),
        ("accounts.google.com:sub", "accounts.google.com:sub", KeyType::String),
    ];
    for (name, declared, kind) in table {
        let key = embedded().condition_key(name).unwrap();
        assert_eq!((key.name(), key.key_type()), (declared, kind), "{name}");
    }
    for name in ["aws:NoSuchKey", "aws:RequestTag/", "nothing", ""] {
        assert_eq!(embedded().condition_key(name), None, "{name}");
    }
}

#[test]
fn every_declared_key_is_found() {
    for key in embedded().services().flat_map(|service| service.condition_keys()) {
        let mut name = key.name().to_owned();
        while let Some((head, rest)) = name.split_once("${") {
            name = format!("{head}some/value{}", rest.split_once('}').unwrap().1);
        }
        assert!(key.matches(&name), "{name}");
        assert!(embedded().condition_key(&name).is_some(), "{name}");
    }
}

#[test]
fn services_under_resource_control_policies() {
    let supports = |prefix: &str| embedded().service(prefix).unwrap().supports_resource_control_policies();
    assert!(supports("s3") && supports("STS") && supports("kms"));
    assert!(!supports("iam") && !supports("ec2"));
}

#[test]
fn unknown_names_are_unknown() {
    assert!(embedded().action("s3:NoSuchAction").is_none());
    assert!(embedded().action("s3").is_none());
    assert!(embedded().service("nosuch").is_none());
}

#[test]
fn texts_that_are_not_a_reference_are_refused() {
    let heading = "portcullis service authorization reference 1\n";
    let table = [
        ("", 1, "unknown heading"),
        ("portcullis service authorization reference 2\n", 1, "unknown heading"),
        ("key\ta:b\tString", 2, "a line outside a service"),
        ("service\ta\nkey\t:b\tThing", 3, "an unknown type of key"),
        ("service\ta\nset\t:b", 3, "a key that the service lacks"),
        ("service\ta\nW\tDo\t#0", 3, "a set that the service lacks"),
        ("service\ta\nW\tDo\t\t*thing", 3, "a resource type that the service lacks"),
        ("service\ta\nX\tDo", 3, "an unknown kind of line"),
        ("service\ta\nW", 3, "an action without a name"),
    ];
    for (text, line, problem) in table {
        let text = if line == 1 { text.to_owned() } else { format!("{heading}{text}") };
        let error = Catalogue::read(&text).unwrap_err();
        assert_eq!((error.line, error.problem), (line, problem), "{text}");
    }
}
