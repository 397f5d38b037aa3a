// SPDX-License-Identifier: Apache-2.0
//! Managed policies on users, groups and roles: attaching, detaching, listing, and what uses a policy.

use crate::world::{Key, World, document, trust};

const OWN: &str = "arn:aws:iam::111122223333:policy";
const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const KINDS: [(&str, &str); 3] = [("User", "user"), ("Group", "group"), ("Role", "role")];

/// A world with the user `Bob`, the group `Ops` and the role `Deploy`.
fn world() -> (World, Key) {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=Bob");
    world.ok(&root, "CreateGroup GroupName=Ops");
    let trusting = trust("arn:aws:iam::111122223333:root");
    world.ok(&root, &format!("CreateRole RoleName=Deploy AssumeRolePolicyDocument={trusting}"));
    (world, root)
}

fn name_of(kind: &str) -> &'static str {
    match kind {
        "User" => "Bob",
        "Group" => "Ops",
        _ => "Deploy",
    }
}

/// Creates a policy and gives its ARN.
fn create(world: &mut World, by: &Key, name: &str, path: &str) -> String {
    let document = document("Allow iam:ListUsers *");
    world.ok(by, &format!("CreatePolicy PolicyName={name} Path={path} PolicyDocument={document}")).get("Arn")
}

#[test]
fn attaching_checks_the_arn_then_the_owner_then_the_policy() {
    let (mut world, root) = world();
    for (kind, noun) in KINDS {
        let name = name_of(kind);
        let gone = format!("404 NoSuchEntity The {noun} with name nobody cannot be found.");
        let unknown = format!("404 NoSuchEntity Policy {OWN}/none does not exist or is not attachable.");
        for (who, arn, expected) in [
            (
                "nobody",
                "arn:aws:iam::111122223333:role/x",
                "400 InvalidInput ARN arn:aws:iam::111122223333:role/x is not valid.",
            ),
            ("nobody", &format!("{OWN}/none"), gone.as_str()),
            (name, &format!("{OWN}/none"), unknown.as_str()),
            (
                name,
                "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy",
                "400 PolicyNotAttachable Cannot attach a Service Role Policy to a Customer Role.",
            ),
            (name, READ_ONLY, "OK"),
        ] {
            let script = format!("Attach{kind}Policy {kind}Name={who} PolicyArn={arn}");
            assert_eq!(world.call(&root, &script).summary(), expected, "{script}");
        }
        let script = format!("Detach{kind}Policy {kind}Name=nobody PolicyArn={READ_ONLY}");
        assert_eq!(world.call(&root, &script).summary(), gone);
        let script = format!("ListAttached{kind}Policies {kind}Name=nobody");
        assert_eq!(world.call(&root, &script).summary(), gone);
    }
}

#[test]
fn attaching_again_changes_nothing_and_detaching_again_fails() {
    let (mut world, root) = world();
    for (kind, _) in KINDS {
        let target = format!("{kind}Name={} PolicyArn={READ_ONLY}", name_of(kind).to_uppercase());
        assert_eq!(world.ok(&root, &format!("Attach{kind}Policy {target}")).changes, 1);
        assert_eq!(world.ok(&root, &format!("Attach{kind}Policy {target}")).changes, 0);
        world.ok(&root, &format!("Detach{kind}Policy {target}"));
        let gone = format!("404 NoSuchEntity Policy {READ_ONLY} was not found.");
        assert_eq!(world.call(&root, &format!("Detach{kind}Policy {target}")).summary(), gone);
    }
}

#[test]
fn each_owner_has_at_most_ten_attached_policies() {
    let (mut world, root) = world();
    let arns: Vec<_> = (0..11).map(|number| create(&mut world, &root, &format!("p{number}"), "/")).collect();
    for (kind, _) in KINDS {
        let target = format!("Attach{kind}Policy {kind}Name={} PolicyArn=", name_of(kind));
        for arn in &arns[..10] {
            world.ok(&root, &format!("{target}{arn}"));
        }
        world.ok(&root, &format!("{target}{}", arns[0]));
        let full = format!("409 LimitExceeded Cannot exceed quota for PoliciesPer{kind}: 10");
        assert_eq!(world.call(&root, &format!("{target}{}", arns[10])).summary(), full);
    }
}

#[test]
fn attached_policies_are_listed_by_name_in_pages_and_under_a_path() {
    let (mut world, root) = world();
    for (name, path) in [("b", "/x/"), ("C", "/"), ("a", "/x/y/")] {
        let arn = create(&mut world, &root, name, path);
        for (kind, _) in KINDS {
            world.ok(&root, &format!("Attach{kind}Policy {kind}Name={} PolicyArn={arn}", name_of(kind)));
        }
    }
    for (kind, _) in KINDS {
        let list = format!("ListAttached{kind}Policies {kind}Name={}", name_of(kind));
        let all = world.ok(&root, &list);
        assert_eq!((all.all("PolicyName"), all.get("IsTruncated")), (texts(["a", "b", "C"]), "false".into()));
        assert_eq!(all.get("PolicyArn"), format!("{OWN}/x/y/a"));
        let first = world.ok(&root, &format!("{list} MaxItems=2"));
        assert_eq!((first.all("PolicyName"), first.get("IsTruncated")), (texts(["a", "b"]), "true".into()));
        let next = world.ok(&root, &format!("{list} MaxItems=2 Marker={}", first.get("Marker")));
        assert_eq!((next.all("PolicyName"), next.get("IsTruncated")), (texts(["C"]), "false".into()));
        assert_eq!(world.ok(&root, &format!("{list} PathPrefix=/x/")).all("PolicyName"), ["a", "b"]);
        let none = world.ok(&root, &format!("{list} PathPrefix=/z/"));
        assert!(none.body.contains("AttachedPolicies") && none.all("member").is_empty(), "{}", none.body);
    }
}

#[test]
fn what_uses_a_policy_is_listed_by_kind_path_and_usage() {
    let (mut world, root) = world();
    let arn = create(&mut world, &root, "p", "/");
    world.ok(&root, &format!("CreateUser UserName=capped Path=/x/ PermissionsBoundary={arn}"));
    for (kind, _) in KINDS {
        world.ok(&root, &format!("Attach{kind}Policy {kind}Name={} PolicyArn={arn}", name_of(kind)));
    }
    // A policy that is attached and the boundary as well uses the policy twice, but is listed once.
    world.ok(&root, &format!("PutUserPermissionsBoundary UserName=Bob PermissionsBoundary={arn}"));
    let list = format!("ListEntitiesForPolicy PolicyArn={arn}");
    for (filter, groups, users, roles) in [
        ("", &["Ops"][..], &["Bob", "capped"][..], &["Deploy"][..]),
        ("EntityFilter=User", &[], &["Bob", "capped"], &[]),
        ("EntityFilter=Group", &["Ops"], &[], &[]),
        ("EntityFilter=Role", &[], &[], &["Deploy"]),
        ("EntityFilter=LocalManagedPolicy", &[], &[], &[]),
        ("PathPrefix=/x/", &[], &["capped"], &[]),
        ("PolicyUsageFilter=PermissionsBoundary", &[], &["Bob", "capped"], &[]),
        ("PolicyUsageFilter=PermissionsPolicy", &["Ops"], &["Bob"], &["Deploy"]),
    ] {
        let listed = world.ok(&root, &format!("{list} {filter}"));
        assert_eq!(listed.all("GroupName"), groups, "{filter}");
        assert_eq!(listed.all("UserName"), users, "{filter}");
        assert_eq!(listed.all("RoleName"), roles, "{filter}");
        for element in ["PolicyGroups", "PolicyUsers", "PolicyRoles"] {
            assert!(listed.body.contains(element), "{element} in {}", listed.body);
        }
    }
    let first = world.ok(&root, &format!("{list} MaxItems=2"));
    assert_eq!((first.all("GroupName"), first.all("UserName")), (texts(["Ops"]), texts(["Bob"])));
    let next = world.ok(&root, &format!("{list} MaxItems=2 Marker={}", first.get("Marker")));
    assert_eq!((next.all("UserName"), next.all("RoleName")), (texts(["capped"]), texts(["Deploy"])));
    assert_eq!(next.get("IsTruncated"), "false");
    let id = world.ok(&root, "GetUser UserName=Bob").get("UserId");
    assert_eq!(first.get("UserId"), id);
}

#[test]
fn usage_is_counted_filtered_and_stands_in_the_way_of_deletion() {
    let (mut world, root) = world();
    let used = create(&mut world, &root, "used", "/");
    let cap = create(&mut world, &root, "cap", "/");
    create(&mut world, &root, "idle", "/");
    for (kind, _) in KINDS {
        world.ok(&root, &format!("Attach{kind}Policy {kind}Name={} PolicyArn={used}", name_of(kind)));
    }
    world.ok(&root, &format!("AttachUserPolicy UserName=Bob PolicyArn={READ_ONLY}"));
    world.ok(&root, &format!("PutUserPermissionsBoundary UserName=Bob PermissionsBoundary={cap}"));
    for (arn, attachments, boundaries) in
        [(&used, "3", "0"), (&cap, "0", "1"), (&READ_ONLY.to_owned(), "1", "0")]
    {
        let shown = world.ok(&root, &format!("GetPolicy PolicyArn={arn}"));
        assert_eq!(shown.get("AttachmentCount"), attachments, "{arn}");
        assert_eq!(shown.get("PermissionsBoundaryUsageCount"), boundaries, "{arn}");
    }
    for (filter, names) in [
        ("OnlyAttached=true", &["used", "ReadOnlyAccess"][..]),
        ("OnlyAttached=true Scope=AWS", &["ReadOnlyAccess"]),
        ("Scope=Local OnlyAttached=false", &["cap", "idle", "used"]),
        ("PolicyUsageFilter=PermissionsBoundary", &["cap"]),
        ("Scope=Local PolicyUsageFilter=PermissionsPolicy", &["used"]),
    ] {
        assert_eq!(world.ok(&root, &format!("ListPolicies {filter}")).all("PolicyName"), names, "{filter}");
    }
    let attached = "409 DeleteConflict Cannot delete a policy attached to entities.";
    for arn in [&used, &cap] {
        assert_eq!(world.call(&root, &format!("DeletePolicy PolicyArn={arn}")).summary(), attached);
    }
    world.ok(&root, "DeleteUserPermissionsBoundary UserName=Bob");
    world.ok(&root, &format!("DeletePolicy PolicyArn={cap}"));
    for (kind, _) in KINDS {
        world.ok(&root, &format!("Detach{kind}Policy {kind}Name={} PolicyArn={used}", name_of(kind)));
    }
    world.ok(&root, &format!("DeletePolicy PolicyArn={used}"));
}

#[test]
fn rolling_a_policy_back_changes_decisions_at_once() {
    let (mut world, root) = world();
    let alice = world.user(&root, "alice");
    let arn = create(&mut world, &root, "p", "/");
    let denied = "403 AccessDenied User: arn:aws:iam::111122223333:user/alice is not authorized to perform: \
         iam:ListPolicies on resource: policy path / because no identity-based policy allows the iam:ListPolicies action";
    world.ok(&root, &format!("AttachUserPolicy UserName=alice PolicyArn={arn}"));
    assert_eq!(world.call(&alice, "ListPolicies").summary(), denied);
    let wider = document("Allow iam:List* *");
    let add = format!("CreatePolicyVersion PolicyArn={arn} PolicyDocument={wider}");
    world.ok(&root, &add);
    assert_eq!(world.call(&alice, "ListPolicies").summary(), denied);
    world.ok(&root, &format!("SetDefaultPolicyVersion PolicyArn={arn} VersionId=v2"));
    world.ok(&alice, "ListPolicies");
    world.ok(&root, &format!("SetDefaultPolicyVersion PolicyArn={arn} VersionId=v1"));
    assert_eq!(world.call(&alice, "ListPolicies").summary(), denied);
    world.ok(&root, &format!("{add} SetAsDefault=true"));
    world.ok(&alice, "ListPolicies");
    world.ok(&root, &format!("DetachUserPolicy UserName=alice PolicyArn={arn}"));
    assert_eq!(world.call(&alice, "ListPolicies").summary(), denied);
    // A policy of the same name that is made anew is another one: nothing is attached to what it grants.
    for version in ["v1", "v2"] {
        world.ok(&root, &format!("DeletePolicyVersion PolicyArn={arn} VersionId={version}"));
    }
    world.ok(&root, &format!("DeletePolicy PolicyArn={arn}"));
    world.ok(&root, &format!("CreatePolicy PolicyName=p PolicyDocument={wider}"));
    assert_eq!(world.call(&alice, "ListPolicies").summary(), denied);
}

/// Gives `alice` a document of one statement with a condition.
fn allow_if(world: &mut World, root: &Key, actions: &str, condition: &str) {
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":[{actions}],"Resource":"*","Condition":{condition}}}}}"#
    );
    world.ok_with(root, "PutUserPolicy UserName=alice PolicyName=if", &[("PolicyDocument", &document)]);
}

/// Whether a call was permitted, whatever it came to.
fn permitted(world: &mut World, key: &Key, script: &str) -> bool {
    let answer = world.call(key, script);
    answer.status == 200 || answer.get("Code") != "AccessDenied"
}

#[test]
fn a_policy_can_limit_which_policies_are_attached() {
    let (mut world, root) = world();
    let alice = world.user(&root, "alice");
    let [mine, other] = ["mine", "other"].map(|name| create(&mut world, &root, name, "/"));
    allow_if(
        &mut world,
        &root,
        r#""iam:Attach*","iam:Detach*""#,
        &format!(r#"{{"ArnEquals":{{"iam:PolicyARN":"{mine}"}}}}"#),
    );
    for (kind, _) in KINDS {
        for verb in ["Attach", "Detach"] {
            let script = format!("{verb}{kind}Policy {kind}Name={} PolicyArn=", name_of(kind));
            assert!(permitted(&mut world, &alice, &format!("{script}{mine}")), "{script}");
            assert!(!permitted(&mut world, &alice, &format!("{script}{other}")), "{script}");
        }
    }
}

#[test]
fn a_policy_can_limit_changes_to_those_under_a_boundary() {
    let (mut world, root) = world();
    let alice = world.user(&root, "alice");
    let cap = create(&mut world, &root, "cap", "/");
    let trusting = trust("arn:aws:iam::111122223333:root");
    world.ok(&root, &format!("CreateUser UserName=capped PermissionsBoundary={cap}"));
    world.ok(
        &root,
        &format!("CreateRole RoleName=capped PermissionsBoundary={cap} AssumeRolePolicyDocument={trusting}"),
    );
    allow_if(
        &mut world,
        &root,
        r#""iam:*""#,
        &format!(r#"{{"StringEquals":{{"iam:PermissionsBoundary":"{cap}"}}}}"#),
    );
    let document = document("Allow iam:GetUser *");
    for kind in ["User", "Role"] {
        for (operation, parameters) in [
            ("Put#Policy", format!("PolicyName=p PolicyDocument={document}")),
            ("Delete#Policy", "PolicyName=p".to_owned()),
            ("Attach#Policy", format!("PolicyArn={READ_ONLY}")),
            ("Detach#Policy", format!("PolicyArn={READ_ONLY}")),
        ] {
            let operation = operation.replace('#', kind);
            let script = |who: &str| format!("{operation} {kind}Name={who} {parameters}");
            assert!(permitted(&mut world, &alice, &script("capped")), "{operation}");
            assert!(!permitted(&mut world, &alice, &script(name_of(kind))), "{operation}");
        }
    }
}

#[test]
fn a_policy_can_go_by_the_tags_of_request_and_resource() {
    let (mut world, root) = world();
    let alice = world.user(&root, "alice");
    let [blue, red] = ["blue", "red"].map(|team| {
        let arn = create(&mut world, &root, team, "/");
        world.ok(
            &root,
            &format!("TagPolicy PolicyArn={arn} Tags.member.1.Key=team Tags.member.1.Value={team}"),
        );
        arn
    });
    allow_if(&mut world, &root, r#""iam:*Policy*""#, r#"{"StringEquals":{"aws:ResourceTag/team":"blue"}}"#);
    let document = document("Allow iam:GetUser *");
    for operation in [
        "GetPolicy".to_owned(),
        "ListPolicyTags".to_owned(),
        "ListPolicyVersions".to_owned(),
        "ListEntitiesForPolicy".to_owned(),
        format!("CreatePolicyVersion PolicyDocument={document}"),
        "GetPolicyVersion VersionId=v1".to_owned(),
        "SetDefaultPolicyVersion VersionId=v1".to_owned(),
        "DeletePolicyVersion VersionId=v2".to_owned(),
        "UntagPolicy TagKeys.member.1=other".to_owned(),
    ] {
        assert!(permitted(&mut world, &alice, &format!("{operation} PolicyArn={blue}")), "{operation}");
        assert!(!permitted(&mut world, &alice, &format!("{operation} PolicyArn={red}")), "{operation}");
    }
    allow_if(&mut world, &root, r#""iam:*""#, r#"{"StringEquals":{"aws:RequestTag/team":"blue"}}"#);
    let tag = |team: &str| format!("Tags.member.1.Key=team Tags.member.1.Value={team}");
    for script in [
        format!("CreatePolicy PolicyName=new PolicyDocument={document}"),
        format!("TagPolicy PolicyArn={red}"),
    ] {
        assert!(permitted(&mut world, &alice, &format!("{script} {}", tag("blue"))), "{script}");
        assert!(!permitted(&mut world, &alice, &format!("{script} {}", tag("red"))), "{script}");
    }
    allow_if(&mut world, &root, r#""iam:*""#, r#"{"ForAnyValue:StringEquals":{"aws:TagKeys":"mine"}}"#);
    let untag = format!("UntagPolicy PolicyArn={red} TagKeys.member.1=");
    assert!(permitted(&mut world, &alice, &format!("{untag}mine")));
    assert!(!permitted(&mut world, &alice, &format!("{untag}team")));
}

#[test]
fn denials_name_the_action_and_the_owner() {
    let (mut world, root) = world();
    let alice = world.user(&root, "alice");
    world.ok(&root, "CreateUser UserName=deep Path=/a/b/");
    for (script, action, resource) in [
        ("ListUserPolicies UserName=DEEP", "iam:ListUserPolicies", "user deep"),
        ("ListUserPolicies UserName=nobody", "iam:ListUserPolicies", "user nobody"),
        ("ListAttachedGroupPolicies GroupName=ops", "iam:ListAttachedGroupPolicies", "group Ops"),
        ("GetRolePolicy RoleName=deploy PolicyName=p", "iam:GetRolePolicy", "role Deploy"),
        (
            "DeletePolicy PolicyArn=arn:aws:iam::111122223333:policy/p",
            "iam:DeletePolicy",
            "policy arn:aws:iam::111122223333:policy/p",
        ),
    ] {
        let expected = format!(
            "403 AccessDenied User: arn:aws:iam::111122223333:user/alice is not authorized to perform: {action} on \
             resource: {resource} because no identity-based policy allows the {action} \
             action"
        );
        assert_eq!(world.call(&alice, script).summary(), expected, "{script}");
    }
    // Who may not change AWS's policies anyway does not learn that nobody may.
    let script = format!("DeletePolicy PolicyArn={READ_ONLY}");
    let summary = world.call(&alice, &script).summary();
    assert!(
        summary.ends_with("because no identity-based policy allows the iam:DeletePolicy action"),
        "{summary}"
    );
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}
