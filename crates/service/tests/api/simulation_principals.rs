// SPDX-License-Identifier: Apache-2.0
//! Simulations of what users, groups and roles hold, and the condition keys that policies ask for.

use crate::world::{ACCOUNT, Key, World, document, trust};

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";
const ACT: &str = "ActionNames.member.1=s3:GetObject";

/// Alice with an inline policy, a managed policy through two groups, and a policy of AWS.
fn cast() -> (World, Key, Key) {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    world.grant(&root, "alice", "Inline", "Allow s3:GetObject arn:aws:s3:::inline/*");
    let policy = document("Allow s3:GetObject arn:aws:s3:::managed/*");
    world.ok_with(&root, "CreatePolicy PolicyName=Managed Path=/x/", &[("PolicyDocument", &policy)]);
    for group in ["devs", "ops"] {
        world.ok(&root, &format!("CreateGroup GroupName={group}"));
        world.ok(&root, &format!("AddUserToGroup GroupName={group} UserName=alice"));
        let script =
            format!("AttachGroupPolicy GroupName={group} PolicyArn=arn:aws:iam::{ACCOUNT}:policy/x/Managed");
        world.ok(&root, &script);
    }
    world.ok(
        &root,
        "AttachUserPolicy UserName=alice PolicyArn=arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    );
    (world, root, alice)
}

fn matched(world: &mut World, key: &Key, script: &str) -> Vec<String> {
    let answer = world.ok(key, &format!("SimulatePrincipalPolicy PolicySourceArn={ALICE} {ACT} {script}"));
    let (whole, _) = answer.body.split_once("<ResourceSpecificResults>").unwrap_or((&answer.body, ""));
    let ids = whole.split("<SourcePolicyId>").skip(1);
    ids.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
}

#[test]
fn a_users_policies_are_its_own_and_its_groups() {
    let (mut world, root, _) = cast();
    for (resource, expected) in [
        ("arn:aws:s3:::inline/a", vec!["user_alice_Inline", "AmazonS3ReadOnlyAccess"]),
        ("arn:aws:s3:::managed/a", vec!["AmazonS3ReadOnlyAccess", "Managed"]),
    ] {
        assert_eq!(
            matched(&mut world, &root, &format!("ResourceArns.member.1={resource}")),
            expected,
            "{resource}"
        );
    }
    // Policies of the request join them.
    let more = document("Deny s3:* *");
    let script =
        format!("SimulatePrincipalPolicy PolicySourceArn={ALICE} {ACT} PolicyInputList.member.1={more}");
    let answer = world.ok(&root, &script);
    assert_eq!(
        (answer.get("EvalDecision"), answer.get("SourcePolicyId")),
        ("explicitDeny".into(), "PolicyInputList.1".into())
    );
    assert!(!answer.body.contains("OrganizationsDecisionDetail"));
}

#[test]
fn groups_and_roles_have_policies_of_their_own() {
    let (mut world, root, _) = cast();
    world.ok_with(&root, "CreateRole RoleName=r Path=/p/", &[("AssumeRolePolicyDocument", &trust(ACCOUNT))]);
    let policy = document("Allow s3:* *");
    world.ok_with(&root, "PutRolePolicy RoleName=r PolicyName=All", &[("PolicyDocument", &policy)]);
    let decide = |world: &mut World, source: &str| {
        let script = format!(
            "SimulatePrincipalPolicy PolicySourceArn=arn:aws:iam::{ACCOUNT}:{source} {ACT} \
                              ResourceArns.member.1=arn:aws:s3:::managed/a"
        );
        let answer = world.ok(&root, &script);
        (answer.get("EvalDecision"), answer.all("SourcePolicyId").first().cloned().unwrap_or_default())
    };
    assert_eq!(decide(&mut world, "group/devs"), ("allowed".into(), "Managed".into()));
    // The name tells which one it is, whatever the path.
    for source in ["role/p/r", "role/r"] {
        assert_eq!(decide(&mut world, source), ("allowed".into(), "role_r_All".into()));
    }
}

#[test]
fn the_attached_boundary_counts_unless_another_is_given_or_it_is_excluded() {
    let (mut world, root, _) = cast();
    let boundary = document("Allow iam:* *");
    world.ok_with(&root, "CreatePolicy PolicyName=Edge", &[("PolicyDocument", &boundary)]);
    let script = format!(
        "PutUserPermissionsBoundary UserName=alice PermissionsBoundary=arn:aws:iam::{ACCOUNT}:policy/Edge"
    );
    world.ok(&root, &script);
    let mut decide = |script: &str, more: &[(&str, &str)]| {
        let script = format!("SimulatePrincipalPolicy PolicySourceArn={ALICE} {ACT} {script}");
        let answer = world.ok_with(&root, &script, more);
        (answer.get("EvalDecision"), answer.all("AllowedByPermissionsBoundary").first().cloned())
    };
    let denied = ("implicitDeny".to_owned(), Some("false".to_owned()));
    assert_eq!(decide("", &[]), denied);
    let all = document("Allow * *");
    let given = [("PermissionsBoundaryPolicyInputList.member.1", &*all)];
    assert_eq!(decide("", &given), ("allowed".into(), Some("true".into())));
    let by_arn = format!("PolicyExclusionList.member.1.PolicyArn=arn:aws:iam::{ACCOUNT}:policy/Edge");
    assert_eq!(decide(&by_arn, &[]), denied);
    assert_eq!(
        decide("PolicyExclusionList.member.1.PolicyType=permission-boundary", &[]),
        ("allowed".into(), None)
    );
}

#[test]
fn policies_can_be_left_out() {
    let (mut world, root, _) = cast();
    let exclude = "PolicyExclusionList.member.1";
    let inline = format!("{exclude}.InlinePolicyIdentifier");
    for (script, expected) in [
        (String::new(), vec!["user_alice_Inline", "AmazonS3ReadOnlyAccess"]),
        (format!("{exclude}.PolicyType=inline"), vec!["AmazonS3ReadOnlyAccess"]),
        (format!("{exclude}.PolicyType=aws-managed"), vec!["user_alice_Inline"]),
        (format!("{exclude}.PolicyType=user-managed"), vec!["user_alice_Inline", "AmazonS3ReadOnlyAccess"]),
        (
            format!("{exclude}.PolicyArn=arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
            vec!["user_alice_Inline"],
        ),
        (
            format!("{inline}.PolicyName=Inline {inline}.AttachmentType=user {inline}.AttachmentName=alice"),
            vec!["AmazonS3ReadOnlyAccess"],
        ),
        (
            format!("{inline}.PolicyName=Inline {inline}.AttachmentType=role {inline}.AttachmentName=alice"),
            vec!["user_alice_Inline", "AmazonS3ReadOnlyAccess"],
        ),
    ] {
        let script = format!("ResourceArns.member.1=arn:aws:s3:::inline/a {script}");
        assert_eq!(matched(&mut world, &root, &script), expected, "{script}");
    }
    let two = format!(
        "{exclude}.PolicyType=inline {exclude}.PolicyArn=arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    );
    let answer = world.call(&root, &format!("SimulatePrincipalPolicy PolicySourceArn={ALICE} {ACT} {two}"));
    assert_eq!(
        answer.summary(),
        "400 InvalidInput A policy identifier must specify exactly one of PolicyType, PolicyArn, or InlinePolicyIdentifier."
    );
}

#[test]
fn the_source_is_the_caller_unless_another_is_named() {
    let (mut world, root, _) = cast();
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:::${aws:username}"},
        {"Effect":"Allow","Action":"sns:*","Resource":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/alice"}}}]}"#;
    let mut decide = |action: &str, caller: &str| {
        let script = format!(
            "SimulatePrincipalPolicy PolicySourceArn={ALICE} ActionNames.member.1={action} \
                              ResourceArns.member.1=arn:aws:sqs:::alice {caller}"
        );
        world.ok_with(&root, &script, &[("PolicyInputList.member.1", policy)]).get("EvalDecision")
    };
    let bob = "CallerArn=arn:aws:iam::111122223333:user/bob";
    assert_eq!(
        (decide("sqs:SendMessage", ""), decide("sns:Publish", "")),
        ("allowed".into(), "allowed".into())
    );
    assert_eq!(
        (decide("sqs:SendMessage", bob), decide("sns:Publish", bob)),
        ("implicitDeny".into(), "implicitDeny".into())
    );
}

#[test]
fn sources_are_users_groups_and_roles_of_the_account() {
    let (mut world, root, _) = cast();
    for operation in [format!("SimulatePrincipalPolicy {ACT}"), "GetContextKeysForPrincipalPolicy".to_owned()]
    {
        for (source, expected) in [
            (
                "arn:aws:sts::111122223333:assumed-role/r/s",
                "400 InvalidInput Invalid Entity Arn: \
              arn:aws:sts::111122223333:assumed-role/r/s does not clearly define entity type and name.",
            ),
            (
                "arn:aws:iam::111122223333:policy/x/Managed",
                "400 InvalidInput Invalid Entity Arn: \
              arn:aws:iam::111122223333:policy/x/Managed does not clearly define entity type and name.",
            ),
            (
                "arn:aws:iam::444455556666:user/alice",
                "400 InvalidInput Invalid Policy Source Arn: caller's account \
              111122223333 does not have access to policies in account 444455556666",
            ),
            (
                "arn:aws:iam::111122223333:role/none",
                "404 NoSuchEntity The role with name none cannot be found.",
            ),
        ] {
            let answer = world.call(&root, &format!("{operation} PolicySourceArn={source}"));
            assert_eq!(answer.summary(), expected, "{operation}");
        }
    }
}

#[test]
fn simulating_takes_permissions_on_the_source_or_on_everything() {
    let (mut world, root, alice) = cast();
    let custom = format!("SimulateCustomPolicy {ACT} PolicyInputList.member.1={}", document("Allow * *"));
    let keys = format!("GetContextKeysForCustomPolicy PolicyInputList.member.1={}", document("Allow * *"));
    let of_alice = format!("SimulatePrincipalPolicy {ACT} PolicySourceArn={ALICE}");
    let keys_of_alice = format!("GetContextKeysForPrincipalPolicy PolicySourceArn={ALICE}");
    for (script, resource) in [(&custom, "*"), (&keys, "*"), (&of_alice, ALICE), (&keys_of_alice, ALICE)] {
        let action = script.split(' ').next().unwrap();
        let expected = format!(
            "403 AccessDenied User: {ALICE} is not authorized to perform: iam:{action} on resource: {resource} because \
             no identity-based policy allows the iam:{action} action"
        );
        assert_eq!(world.call(&alice, script).summary(), expected);
        world.grant(&root, "alice", "may", &format!("Allow iam:{action} {resource}"));
        assert_eq!(world.call(&alice, script).summary(), "OK");
    }
    world.ok(&root, "TagUser UserName=alice Tags.member.1.Key=secret Tags.member.1.Value=yes");
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"},{"Effect":"Deny",
        "Action":"iam:Simulate*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/secret":"yes"}}}]}"#;
    world.ok_with(&root, "PutUserPolicy UserName=alice PolicyName=may", &[("PolicyDocument", policy)]);
    assert_eq!(world.call(&alice, &of_alice).status, 403);
    assert_eq!(world.call(&alice, &custom).summary(), "OK");
}

#[test]
fn condition_keys_stand_in_conditions_and_in_variables() {
    let (mut world, root, _) = cast();
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}",
        "Condition":{"Bool":{"aws:SecureTransport":"true"},"StringLike":{"AWS:USERNAME":"${saml:sub}"}}}]}"#;
    let list = [("PolicyInputList.member.1", policy)];
    let answer = world.ok_with(&root, "GetContextKeysForCustomPolicy", &list);
    assert_eq!(answer.all("member"), ["aws:SecureTransport", "aws:username", "saml:sub"]);
    let script = format!("GetContextKeysForPrincipalPolicy PolicySourceArn={ALICE}");
    assert_eq!(world.ok(&root, &script).all("member"), [""; 0]);
    assert_eq!(world.ok_with(&root, &script, &list).all("member").len(), 3);
    world.ok_with(&root, "PutGroupPolicy GroupName=ops PolicyName=Own", &[("PolicyDocument", policy)]);
    assert_eq!(world.ok(&root, &script).all("member").len(), 3);
    let answer =
        world.call_with(&root, "GetContextKeysForCustomPolicy", &[("PolicyInputList.member.1", "{")]);
    assert!(
        answer.summary().starts_with("400 InvalidInput Invalid policy document at PolicyInputList.1, line 1")
    );
}
