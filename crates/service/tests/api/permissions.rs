// SPDX-License-Identifier: Apache-2.0
//! What policies let callers do with users, groups and keys: every condition key of these operations, and that
//! what changes in the account holds from the next call on.

use crate::world::{Key, World};

const STAFF: &str = "arn:aws:iam::111122223333:user/staff/*";

/// A world with the user `op`, who holds these statements and nothing else.
fn world_of(statements: &str) -> (World, Key, Key) {
    let (mut world, root) = World::new();
    let op = world.user(&root, "op");
    crate::seed::allow_user(&mut world, "op", "granted", statements);
    (world, root, op)
}

/// Checks rows of calls and whether they are permitted; a call that is may still fail for another reason.
fn check(world: &mut World, key: &Key, rows: &[(&str, bool)]) {
    for (script, permitted) in rows {
        let answer = world.call(key, script);
        let denied = answer.status == 403 && answer.body.contains("is not authorized to perform");
        assert_eq!(!denied, *permitted, "{script}: {}", answer.summary());
    }
}

#[test]
fn e4_a_user_without_policies_can_do_nothing() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    for (script, action, resource) in [
        ("ListUsers", "ListUsers", "arn:aws:iam::111122223333:user/"),
        ("ListUsers PathPrefix=/a/", "ListUsers", "arn:aws:iam::111122223333:user/a/"),
        ("ListGroups", "ListGroups", "arn:aws:iam::111122223333:group/"),
        ("GetUser UserName=eve", "GetUser", "user eve"),
        ("CreateUser UserName=eve Path=/a/", "CreateUser", "arn:aws:iam::111122223333:user/a/eve"),
        ("DeleteUser UserName=BOB", "DeleteUser", "user bob"),
        ("CreateGroup GroupName=g Path=/a/", "CreateGroup", "arn:aws:iam::111122223333:group/a/g"),
        ("AddUserToGroup GroupName=g UserName=bob", "AddUserToGroup", "group g"),
        ("ListGroupsForUser UserName=bob", "ListGroupsForUser", "user bob"),
        ("CreateAccessKey", "CreateAccessKey", "user bob"),
    ] {
        let expected = format!(
            "403 AccessDenied User: arn:aws:iam::111122223333:user/bob is not authorized to perform: iam:{action} on \
             resource: {resource} because no identity-based policy allows the iam:{action} action"
        );
        assert_eq!(world.call(&bob, script).summary(), expected, "{script}");
    }
    for script in ["GetAccountSummary", "ListAccountAliases", "CreateAccountAlias AccountAlias=abc"] {
        assert!(world.call(&bob, script).summary().contains("on resource: * because"), "{script}");
    }
    assert_eq!(world.call(&bob, "GetCallerIdentity").status, 200);
}

#[test]
fn e5_a_change_of_groups_holds_from_the_next_call_on() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    for group in ["readers", "writers"] {
        world.ok(&root, &format!("CreateGroup GroupName={group}"));
    }
    crate::seed::allow_group(
        &mut world,
        "readers",
        "p",
        r#"{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}"#,
    );
    crate::seed::allow_group(
        &mut world,
        "writers",
        "p",
        r#"{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"}"#,
    );
    let rows = |reads, writes| [("ListUsers", reads), ("CreateUser UserName=bob", writes)];
    check(&mut world, &bob, &rows(false, false));
    world.ok(&root, "AddUserToGroup GroupName=readers UserName=bob");
    check(&mut world, &bob, &rows(true, false));
    world.ok(&root, "AddUserToGroup GroupName=writers UserName=bob");
    check(&mut world, &bob, &rows(true, true));
    world.ok(&root, "RemoveUserFromGroup GroupName=readers UserName=bob");
    check(&mut world, &bob, &rows(false, true));
}

#[test]
fn e1_an_explicit_deny_of_a_group_beats_an_allow_of_the_user() {
    let (mut world, root, op) = world_of(r#"{"Effect":"Allow","Action":"iam:*","Resource":"*"}"#);
    world.ok(&root, "CreateGroup GroupName=held");
    crate::seed::allow_group(
        &mut world,
        "held",
        "p",
        r#"{"Effect":"Deny","Action":"iam:Delete*","Resource":"*"}"#,
    );
    check(&mut world, &op, &[("DeleteUser UserName=eve", true)]);
    world.ok(&op, "AddUserToGroup GroupName=held UserName=op");
    assert_eq!(
        world.call(&op, "DeleteUser UserName=eve").summary(),
        "403 AccessDenied User: arn:aws:iam::111122223333:user/op is not authorized to perform: iam:DeleteUser on \
         resource: user eve with an explicit deny in an identity-based policy"
    );
    check(&mut world, &op, &[("ListUsers", true), ("RemoveUserFromGroup GroupName=held UserName=op", true)]);
    check(&mut world, &op, &[("DeleteUser UserName=eve", true)]);
}

#[test]
fn pb1_a_boundary_caps_and_grants_nothing() {
    let (mut world, root, op) = world_of(r#"{"Effect":"Allow","Action":"iam:*User*","Resource":"*"}"#);
    let cap = crate::seed::managed(
        &mut world,
        "cap",
        r#"{"Effect":"Allow","Action":["iam:ListUsers","iam:ListGroups"],"Resource":"*"}"#,
    );
    world.ok(&root, &format!("PutUserPermissionsBoundary UserName=op PermissionsBoundary={cap}"));
    check(&mut world, &op, &[("ListUsers", true), ("ListGroups", false), ("GetUser", false)]);
    assert_eq!(
        world.call(&op, "GetUser").summary(),
        "403 AccessDenied User: arn:aws:iam::111122223333:user/op is not authorized to perform: iam:GetUser on \
         resource: user op because no permissions boundary allows the iam:GetUser action"
    );
    world.ok(&root, "DeleteUserPermissionsBoundary UserName=op");
    check(&mut world, &op, &[("GetUser", true), ("ListGroups", false)]);
}

#[test]
fn pb5_delegates_make_users_only_within_a_boundary() {
    let (mut world, root) = World::new();
    let [cap, other] = ["cap", "other"].map(|name| {
        crate::seed::managed(&mut world, name, r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#)
    });
    let op = world.user(&root, "op");
    let granted = format!(
        r#"{{"Effect":"Allow","Action":["iam:CreateUser","iam:PutUserPermissionsBoundary","iam:DeleteUserPermissionsBoundary"],
        "Resource":"*","Condition":{{"StringEquals":{{"iam:PermissionsBoundary":"{cap}"}}}}}}"#
    );
    crate::seed::allow_user(&mut world, "op", "granted", &granted);
    check(
        &mut world,
        &op,
        &[
            ("CreateUser UserName=free", false),
            (&format!("CreateUser UserName=free PermissionsBoundary={other}"), false),
            (&format!("CreateUser UserName=held PermissionsBoundary={cap}"), true),
            (&format!("PutUserPermissionsBoundary UserName=held PermissionsBoundary={other}"), false),
            (&format!("PutUserPermissionsBoundary UserName=held PermissionsBoundary={cap}"), true),
            // For taking one off, the key holds the boundary that is there.
            ("DeleteUserPermissionsBoundary UserName=op", false),
            ("DeleteUserPermissionsBoundary UserName=held", true),
            ("DeleteUserPermissionsBoundary UserName=held", false),
        ],
    );
}

#[test]
fn pb4_boundaries_are_not_for_groups_and_do_not_hold_the_root_user() {
    let (mut world, root) = World::new();
    let cap = crate::seed::managed(&mut world, "cap", r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#);
    world.ok(&root, "CreateGroup GroupName=staff");
    // The parameter belongs to no operation on groups, so it is not looked at.
    world.ok(&root, &format!("CreateGroup GroupName=crew PermissionsBoundary={cap}"));
    assert!(!world.ok(&root, "GetGroup GroupName=crew").body.contains("PermissionsBoundary"));
    for script in
        ["PutGroupPermissionsBoundary GroupName=crew", "DeleteGroupPermissionsBoundary GroupName=crew"]
    {
        assert_eq!(world.call(&root, script).get("Code"), "InvalidAction", "{script}");
    }
    let answer =
        world.call(&root, &format!("PutUserPermissionsBoundary UserName=root PermissionsBoundary={cap}"));
    assert_eq!(answer.summary(), "404 NoSuchEntity The user with name root cannot be found.");
    assert_eq!(world.call(&root, "ListUsers").status, 200);
}

#[test]
fn request_tags_bear_on_creating_and_tagging() {
    let (mut world, root, op) = world_of(
        r#"{"Effect":"Allow","Action":["iam:CreateUser","iam:TagUser"],"Resource":"*",
        "Condition":{"StringEquals":{"aws:RequestTag/team":"blue"},"ForAllValues:StringEquals":{"aws:TagKeys":["team","cost"]}}}"#,
    );
    world.ok(&root, "CreateUser UserName=bob");
    let tag = |operation: &str, tags: &[(&str, &str)]| {
        let tags = tags.iter().enumerate().map(|(at, (key, value))| {
            format!(" Tags.member.{}.Key={key} Tags.member.{}.Value={value}", at + 1, at + 1)
        });
        format!("{operation}{}", tags.collect::<String>())
    };
    for operation in ["CreateUser UserName=eve", "TagUser UserName=bob"] {
        check(
            &mut world,
            &op,
            &[
                (&tag(operation, &[("team", "red")]), false),
                (&tag(operation, &[("cost", "7")]), false),
                (&tag(operation, &[("team", "blue"), ("admin", "yes")]), false),
                (&tag(operation, &[("team", "blue"), ("cost", "7")]), true),
            ],
        );
    }
}

#[test]
fn e7_creating_with_tags_takes_the_permission_to_tag_as_well() {
    let (mut world, _, op) = world_of(r#"{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"}"#);
    let tagged = "CreateUser UserName=bob Tags.member.1.Key=a Tags.member.1.Value=1";
    assert!(world.call(&op, tagged).summary().contains("perform: iam:TagUser on resource"));
    check(&mut world, &op, &[("CreateUser UserName=bob", true)]);
}

#[test]
fn tag_keys_bear_on_untagging() {
    let (mut world, root, op) = world_of(
        r#"{"Effect":"Allow","Action":"iam:UntagUser","Resource":"*",
        "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}"#,
    );
    world.ok(&root, "CreateUser UserName=bob");
    check(
        &mut world,
        &op,
        &[
            ("UntagUser UserName=bob TagKeys.member.1=team", true),
            ("UntagUser UserName=bob TagKeys.member.1=team TagKeys.member.2=admin", false),
        ],
    );
}

#[test]
fn resource_tags_bear_on_every_operation_on_a_user() {
    for key in ["aws:ResourceTag/team", "iam:ResourceTag/team"] {
        let (mut world, root, op) = world_of(&format!(
            r#"{{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{{"StringEquals":{{"{key}":"blue"}}}}}}"#
        ));
        world.ok(&root, "CreateUser UserName=bob Tags.member.1.Key=team Tags.member.1.Value=blue");
        world.ok(&root, "CreateUser UserName=eve Tags.member.1.Key=team Tags.member.1.Value=red");
        for operation in [
            "GetUser UserName=",
            "ListGroupsForUser UserName=",
            "ListUserTags UserName=",
            "ListAccessKeys UserName=",
            "CreateAccessKey UserName=",
            "UpdateAccessKey AccessKeyId=AKIAIOSFODNN7EXAMPLE Status=Active UserName=",
            "DeleteAccessKey AccessKeyId=AKIAIOSFODNN7EXAMPLE UserName=",
            "TagUser Tags.member.1.Key=a Tags.member.1.Value=1 UserName=",
            "UntagUser TagKeys.member.1=a UserName=",
            "PutUserPermissionsBoundary PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess UserName=",
            "DeleteUserPermissionsBoundary UserName=",
            "UpdateUser NewPath=/new/ UserName=",
            "DeleteUser UserName=",
        ] {
            let rows = [(format!("{operation}eve"), false), (format!("{operation}bob"), true)];
            for (script, permitted) in &rows {
                check(&mut world, &op, &[(script.as_str(), *permitted)]);
            }
        }
    }
}

#[test]
fn renaming_takes_permission_on_the_old_name_and_on_the_new() {
    let (mut world, root, op) = world_of(&format!(
        r#"{{"Effect":"Allow","Action":["iam:UpdateUser","iam:UpdateGroup"],"Resource":["{STAFF}","arn:aws:iam::111122223333:group/staff/*"]}}"#
    ));
    world.ok(&root, "CreateUser UserName=in Path=/staff/");
    world.ok(&root, "CreateUser UserName=out");
    world.ok(&root, "CreateGroup GroupName=in Path=/staff/");
    world.ok(&root, "CreateGroup GroupName=out");
    for noun in ["User", "Group"] {
        let update = |rest: &str| {
            format!("Update{noun} {noun}Name={rest}").replace("NewName", &format!("New{noun}Name"))
        };
        check(
            &mut world,
            &op,
            &[
                (&update("in NewPath=/"), false),
                (&update("out NewPath=/staff/"), false),
                (&update("out NewName=other"), false),
                (&update("in NewName=other"), true),
                (&update("other NewPath=/staff/blue/"), true),
                (&update("none"), false),
            ],
        );
    }
}

#[test]
fn own_credentials_by_the_callers_name_and_nobody_elses() {
    let (mut world, root, op) = world_of(
        r#"{"Effect":"Allow","Action":["iam:*AccessKey*","iam:GetUser"],"Resource":"arn:aws:iam::*:user/${aws:username}"}"#,
    );
    world.user(&root, "eve");
    check(
        &mut world,
        &op,
        &[
            ("GetUser", true),
            ("GetUser UserName=op", true),
            ("GetUser UserName=eve", false),
            ("CreateAccessKey", true),
            ("ListAccessKeys UserName=OP", true),
            ("CreateAccessKey UserName=eve", false),
            ("ListAccessKeys UserName=eve", false),
            ("ListAccessKeys UserName=none", false),
        ],
    );
    // The name is the one the user has now.
    world.ok(&root, "UpdateUser UserName=op NewUserName=pat");
    check(
        &mut world,
        &op,
        &[("GetUser", true), ("GetUser UserName=pat", true), ("GetUser UserName=op", false)],
    );
}

#[test]
fn principal_tags_bear_on_what_a_user_may_do() {
    let (mut world, root, op) = world_of(
        r#"{"Effect":"Allow","Action":"iam:GetUser","Resource":"*",
        "Condition":{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}}"#,
    );
    world.ok(&root, "CreateUser UserName=bob Tags.member.1.Key=team Tags.member.1.Value=blue");
    check(&mut world, &op, &[("GetUser UserName=bob", false)]);
    world.ok(&root, "TagUser UserName=op Tags.member.1.Key=team Tags.member.1.Value=blue");
    check(&mut world, &op, &[("GetUser UserName=bob", true)]);
    world.ok(&root, "UntagUser UserName=op TagKeys.member.1=Team");
    check(&mut world, &op, &[("GetUser UserName=bob", false)]);
}

#[test]
fn paths_in_arns_bear_on_groups_and_their_members() {
    let (mut world, root, op) = world_of(
        r#"{"Effect":"Allow","Action":"iam:*Group*","Resource":"arn:aws:iam::111122223333:group/shop/*"}"#,
    );
    world.ok(&root, "CreateGroup GroupName=till Path=/shop/");
    world.ok(&root, "CreateGroup GroupName=admins");
    check(
        &mut world,
        &op,
        &[
            ("GetGroup GroupName=TILL", true),
            ("AddUserToGroup GroupName=till UserName=op", true),
            ("AddUserToGroup GroupName=admins UserName=op", false),
            ("RemoveUserFromGroup GroupName=admins UserName=op", false),
            ("RemoveUserFromGroup GroupName=till UserName=op", true),
            ("DeleteGroup GroupName=admins", false),
            ("CreateGroup GroupName=new", false),
            ("CreateGroup GroupName=new Path=/shop/", true),
        ],
    );
}
