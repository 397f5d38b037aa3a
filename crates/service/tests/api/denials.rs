// SPDX-License-Identifier: Apache-2.0
//! What a denial tells: in its message, in the audit record, and in the encoded message that only some may decode.

use crate::world::{ACCOUNT, Key, World, document, trust};
use portcullis_policy::language::json::{self, Kind, Value};

/// A member of a member … of a JSON text, as text.
#[expect(clippy::panic, reason = "a test fails by it")]
fn at(text: &str, path: &str) -> Option<String> {
    let value = json::read(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let mut value = Some(&value);
    for step in path.split('.') {
        value = value.and_then(|value| match &value.kind {
            Kind::Object(members) => {
                members.iter().find(|member| member.key.value == step).map(|member| &member.value)
            }
            Kind::Array(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        });
    }
    value.map(|value: &Value| value.span.slice(text).to_owned())
}

const AUTHORIZATION: &str = "additionalEventData.authorization";

#[test]
fn the_audit_record_carries_the_deciding_statements() {
    let (mut world, root) = World::new();
    let ann = world.user(&root, "ann");
    world.ok(&root, "AttachUserPolicy UserName=ann PolicyArn=arn:aws:iam::aws:policy/IAMReadOnlyAccess");
    let allowed = world.ok(&ann, "GetUser UserName=ann").audit;
    let first = |audit: &str, name: &str| at(audit, &format!("{AUTHORIZATION}.0.{name}")).unwrap();
    assert_eq!(first(&allowed, "action"), r#""iam:GetUser""#);
    assert_eq!(first(&allowed, "resource"), format!(r#""arn:aws:iam::{ACCOUNT}:user/ann""#));
    assert_eq!(first(&allowed, "decision"), r#""allow""#);
    assert_eq!(first(&allowed, "blockedBy"), "[]");
    let matched = first(&allowed, "matchedStatements");
    assert!(
        matched.contains("policy/IAMReadOnlyAccess") && matched.contains(r#""effect":"Allow""#),
        "{matched}"
    );
    assert_eq!(at(&allowed, "additionalEventData.encodedAuthorizationMessage"), None);

    world.grant(&root, "ann", "Guard", "Deny iam:Get* *");
    let denied = world.call(&ann, "GetUser UserName=ann").audit;
    assert_eq!(first(&denied, "decision"), r#""explicitDeny""#);
    assert_eq!(first(&denied, "blockedBy"), r#"["identity"]"#);
    let matched = first(&denied, "matchedStatements");
    assert!(
        matched.contains(r#"{"layer":"identity","policy":"user_ann_Guard","statement":0,"effect":"Deny"}"#),
        "{matched}"
    );
    assert!(at(&denied, "additionalEventData.encodedAuthorizationMessage").is_some());

    // What is granted and then fails tells of the grant as well.
    let missing = world.call(&root, "GetUser UserName=zoe");
    assert_eq!(missing.status, 404);
    assert_eq!(first(&missing.audit, "decision"), r#""allow""#);
    // What needs no permission has nothing to tell.
    assert_eq!(at(&world.ok(&ann, "GetCallerIdentity").audit, "additionalEventData"), None);
}

#[test]
fn the_audit_record_explains_a_denial_unless_the_resource_is_a_strangers() {
    let (mut world, root) = World::new();
    let ann = world.user(&root, "ann");
    world.grant(&root, "ann", "Bob", &format!("Allow iam:GetUser arn:aws:iam::{ACCOUNT}:user/bob"));
    let explanation = |audit: &str| at(audit, &format!("{AUTHORIZATION}.0.explanation"));
    let denied = explanation(&world.call(&ann, "GetUser UserName=ann").audit).unwrap();
    let near = format!(
        "would allow, but:\\n    Resource: `arn:aws:iam::{ACCOUNT}:user/ann` is not covered by `arn:aws:iam::{ACCOUNT}:user/bob`"
    );
    assert!(denied.contains(&near), "{denied}");
    // The answer does not tell it: whoever is denied is not to learn what would be allowed.
    assert!(!world.call(&ann, "GetUser UserName=ann").body.contains("user/bob"));
    assert_eq!(explanation(&world.ok(&root, "GetUser UserName=ann").audit), None);

    let stranger = world.account("444455556666");
    let trusting = trust("arn:aws:iam::444455556666:root");
    world.ok_with(&stranger, "CreateRole RoleName=theirs", &[("AssumeRolePolicyDocument", &trusting)]);
    for role in ["444455556666:role/theirs", "444455556666:role/none"] {
        let script = format!("AssumeRole RoleArn=arn:aws:iam::{role} RoleSessionName=session");
        let denied = world.call(&ann, &script);
        assert_eq!((denied.status, explanation(&denied.audit)), (403, None), "{role}");
    }
}

fn decode(world: &mut World, key: &Key, message: &str) -> String {
    world.ok_with(key, "DecodeAuthorizationMessage", &[("EncodedMessage", message)]).get("DecodedMessage")
}

#[test]
fn a_denial_carries_a_message_that_tells_who_wanted_what_and_which_statement_denied() {
    let (mut world, root) = World::new();
    let ann = world.user(&root, "ann");
    let guard = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Guard","Effect":"Deny","Action":["iam:Get*","iam:List*"],
        "NotResource":"arn:aws:iam::*:role/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}"#;
    world.ok_with(&root, "PutUserPolicy UserName=ann PolicyName=Guard", &[("PolicyDocument", guard)]);
    let denied = world.call(&ann, "GetUser UserName=ann");
    let message = denied.message.clone().expect("a denial carries a message");
    let audited = at(&denied.audit, "additionalEventData.encodedAuthorizationMessage");
    assert_eq!(audited, Some(format!("\"{message}\"")));
    assert!(message.len() < 4_096, "{}", message.len());

    let decoded = decode(&mut world, &root, &message);
    let id = world.ok(&root, "GetUser UserName=ann").get("UserId");
    for (path, expected) in [
        ("allowed", "false"),
        ("explicitDeny", "true"),
        ("matchedStatements.items.0.statementId", "\"Guard\""),
        ("matchedStatements.items.0.effect", "\"DENY\""),
        ("matchedStatements.items.0.principals.items", &format!(r#"[{{"value":"{id}"}}]"#)),
        ("matchedStatements.items.0.principalGroups.items", "[]"),
        ("matchedStatements.items.0.actions.items", r#"[{"value":"iam:Get*"},{"value":"iam:List*"}]"#),
        ("matchedStatements.items.0.resources.items", "[]"),
        ("matchedStatements.items.0.notResources.items", r#"[{"value":"arn:aws:iam::*:role/*"}]"#),
        (
            "matchedStatements.items.0.conditions.items",
            r#"[{"key":"aws:SecureTransport","values":{"items":[{"value":"true"}]}}]"#,
        ),
        ("matchedStatements.items.1", ""),
        ("failures.items", "[]"),
        ("context.principal.id", &format!("\"{id}\"")),
        ("context.principal.name", "\"ann\""),
        ("context.principal.arn", &format!(r#""arn:aws:iam::{ACCOUNT}:user/ann""#)),
        ("context.action", "\"iam:GetUser\""),
        ("context.resource", &format!(r#""arn:aws:iam::{ACCOUNT}:user/ann""#)),
    ] {
        assert_eq!(at(&decoded, path).unwrap_or_default(), expected, "{path} of {decoded}");
    }
    assert!(decoded.contains(r#"{"key":"aws:username","values":{"items":[{"value":"ann"}]}}"#), "{decoded}");
}

#[test]
fn an_implicit_denial_matches_no_statement() {
    let (mut world, root) = World::new();
    let ann = world.user(&root, "ann");
    let message = world.call(&ann, "ListUsers").message.unwrap();
    let decoded = decode(&mut world, &root, &message);
    assert_eq!(at(&decoded, "explicitDeny").unwrap(), "false");
    assert_eq!(at(&decoded, "matchedStatements.items").unwrap(), "[]");
    assert_eq!(world.ok(&root, "ListUsers").message, None);
}

#[test]
fn messages_open_for_permitted_callers_of_the_same_account_for_a_day() {
    let (mut world, root) = World::new();
    let ann = world.user(&root, "ann");
    let other_root = world.account("444455556666");
    let message = world.call(&ann, "ListUsers").message.unwrap();
    let invalid = "400 InvalidAuthorizationMessageException Message is not valid";
    let decode = |world: &mut World, key: &Key, message: &str| {
        world.call_with(key, "DecodeAuthorizationMessage", &[("EncodedMessage", message)]).summary()
    };
    assert_eq!(
        decode(&mut world, &ann, &message),
        format!(
            "403 AccessDenied User: arn:aws:iam::{ACCOUNT}:user/ann is not authorized to perform: \
             sts:DecodeAuthorizationMessage on resource: * because no identity-based policy allows the \
             sts:DecodeAuthorizationMessage action"
        )
    );
    world.grant(&root, "ann", "decode", "Allow sts:DecodeAuthorizationMessage *");
    assert_eq!(decode(&mut world, &ann, &message), "OK");
    assert_eq!(decode(&mut world, &other_root, &message), invalid);
    assert_eq!(decode(&mut world, &root, "nonsense"), invalid);
    assert_eq!(decode(&mut world, &root, &format!("{message}A")), invalid);
    assert_eq!(decode(&mut world, &root, &format!("{message}\n")), invalid);
    world.now += portcullis_service::MESSAGE_SECONDS_MAX;
    assert_eq!(decode(&mut world, &root, &message), invalid);
    assert!(decode(&mut world, &root, "").starts_with("400 ValidationError"));
    assert!(decode(&mut world, &root, &"A".repeat(10_241)).starts_with("400 ValidationError"));
}

#[test]
fn a_message_tells_nothing_of_another_accounts_role_nor_whether_it_is_there() {
    let (mut world, root) = World::new();
    let ann = world.user(&root, "ann");
    world.grant(&root, "ann", "assume", "Allow sts:AssumeRole *");
    let other_root = world.account("444455556666");
    let distrust = trust(&format!("arn:aws:iam::{ACCOUNT}:root")).replace("Allow", "Deny");
    for (name, policy) in [("shut", distrust), ("open", trust("arn:aws:iam::444455556666:root"))] {
        let script = format!("CreateRole RoleName={name} Tags.member.1.Key=secret Tags.member.1.Value=x");
        world.ok_with(&other_root, &script, &[("AssumeRolePolicyDocument", &policy)]);
    }
    let mut told = Vec::new();
    for name in ["shut", "open", "none"] {
        let script = format!("AssumeRole RoleArn=arn:aws:iam::444455556666:role/{name} RoleSessionName=s1");
        let denied = world.call(&ann, &script);
        assert_eq!(denied.status, 403, "{}", denied.body);
        let message = denied.message.unwrap();
        let decoded = decode(&mut world, &root, &message);
        let time = at(&decoded, "context.conditions.items").unwrap();
        assert!(!time.contains("secret"), "{time}");
        told.push((message.len(), at(&decoded, "explicitDeny"), at(&decoded, "matchedStatements")));
    }
    assert_eq!(told[0], told[2]);
    assert_eq!(told[1], told[2]);
    // What denies on the caller's own side is told in every case.
    world.grant(&root, "ann", "stay", "Deny sts:AssumeRole *");
    for name in ["shut", "none"] {
        let script = format!("AssumeRole RoleArn=arn:aws:iam::444455556666:role/{name} RoleSessionName=s1");
        let message = world.call(&ann, &script).message.unwrap();
        let decoded = decode(&mut world, &root, &message);
        assert_eq!(at(&decoded, "explicitDeny").unwrap(), "true");
        assert_eq!(at(&decoded, "matchedStatements.items.1"), None);
    }
}

#[test]
fn policies_without_arns_go_by_whose_they_are() {
    let (mut world, root) = World::new();
    let ann = world.user(&root, "ann");
    world.ok(&root, "CreateGroup GroupName=Staff");
    world.ok(&root, "AddUserToGroup GroupName=Staff UserName=ann");
    let policy = document("Allow iam:ListUsers *");
    world.ok_with(&root, "PutGroupPolicy GroupName=Staff PolicyName=List", &[("PolicyDocument", &policy)]);
    let audit = world.ok(&ann, "ListUsers").audit;
    let name = at(&audit, &format!("{AUTHORIZATION}.0.matchedStatements.0.policy"));
    assert_eq!(name.as_deref(), Some("\"group_Staff_List\""));
}
