// SPDX-License-Identifier: Apache-2.0
//! What policies let callers do with roles: every condition key of their operations, and the ARNs that are asked on.

use crate::world::{Key, World};

const EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// Makes a role that EC2 may assume.
fn role(world: &mut World, key: &Key, more: &str) -> crate::world::Answer {
    world.call_with(key, &format!("CreateRole {more}"), &[("AssumeRolePolicyDocument", EC2)])
}

/// A user whose one policy is this statement, and its key.
fn someone(world: &mut World, root: &Key, statement: &str) -> Key {
    let key = world.user(root, "Someone");
    crate::seed::allow_user(world, "Someone", "p", statement);
    key
}

const BOUNDED: &str = r#""iam:PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess""#;
const CORE: &str = r#""aws:RequestTag/team":"core""#;
const PROD: &str = r#""aws:ResourceTag/env":"prod""#;

/// An action, the condition under which it is granted, a call that this permits, and one that it does not.
const CONDITIONS: [(&str, &str, &str, &str); 15] = [
    (
        "CreateRole",
        BOUNDED,
        "CreateRole RoleName=new PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess",
        "CreateRole RoleName=new",
    ),
    (
        "CreateRole",
        CORE,
        "CreateRole RoleName=new Tags.member.1.Key=team Tags.member.1.Value=core",
        "CreateRole RoleName=new Tags.member.1.Key=team Tags.member.1.Value=other",
    ),
    (
        "CreateRole",
        r#""aws:TagKeys":"team""#,
        "CreateRole RoleName=new Tags.member.1.Key=team Tags.member.1.Value=core",
        "CreateRole RoleName=new Tags.member.1.Key=cost Tags.member.1.Value=core",
    ),
    ("GetRole", BOUNDED, "GetRole RoleName=bounded", "GetRole RoleName=free"),
    ("UpdateRole", BOUNDED, "UpdateRole RoleName=bounded", "UpdateRole RoleName=free"),
    (
        "UpdateRoleDescription",
        BOUNDED,
        "UpdateRoleDescription RoleName=bounded Description=d",
        "UpdateRoleDescription RoleName=free Description=d",
    ),
    (
        "UpdateAssumeRolePolicy",
        BOUNDED,
        "UpdateAssumeRolePolicy RoleName=bounded",
        "UpdateAssumeRolePolicy RoleName=free",
    ),
    ("DeleteRole", BOUNDED, "DeleteRole RoleName=bounded", "DeleteRole RoleName=free"),
    (
        "DeleteRolePermissionsBoundary",
        BOUNDED,
        "DeleteRolePermissionsBoundary RoleName=bounded",
        "DeleteRolePermissionsBoundary RoleName=free",
    ),
    // Here the key is the boundary that is asked for (rule PB-5).
    (
        "PutRolePermissionsBoundary",
        BOUNDED,
        "PutRolePermissionsBoundary RoleName=free PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess",
        "PutRolePermissionsBoundary RoleName=bounded PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess",
    ),
    (
        "TagRole",
        CORE,
        "TagRole RoleName=free Tags.member.1.Key=team Tags.member.1.Value=core",
        "TagRole RoleName=free Tags.member.1.Key=team Tags.member.1.Value=other",
    ),
    (
        "UntagRole",
        r#""aws:TagKeys":"team""#,
        "UntagRole RoleName=free TagKeys.member.1=team",
        "UntagRole RoleName=free TagKeys.member.1=cost",
    ),
    (
        "ListRoleTags",
        r#""iam:ResourceTag/env":"prod""#,
        "ListRoleTags RoleName=bounded",
        "ListRoleTags RoleName=free",
    ),
    (
        "ListInstanceProfilesForRole",
        PROD,
        "ListInstanceProfilesForRole RoleName=bounded",
        "ListInstanceProfilesForRole RoleName=free",
    ),
    ("UpdateRole", PROD, "UpdateRole RoleName=bounded", "UpdateRole RoleName=free"),
];

#[test]
fn condition_keys_of_role_operations_decide() {
    let bounded = format!("PermissionsBoundary={READ_ONLY}");
    for (action, condition, permitted, denied) in CONDITIONS {
        let (mut world, root) = World::new();
        role(
            &mut world,
            &root,
            &format!("RoleName=bounded {bounded} Tags.member.1.Key=env Tags.member.1.Value=prod"),
        );
        role(&mut world, &root, "RoleName=free");
        let operator =
            if condition.contains("TagKeys") { "ForAllValues:StringEquals" } else { "StringEquals" };
        // With tags it takes the permission to tag as well, which has the same keys.
        let actions = if permitted.contains("CreateRole RoleName=new Tags") {
            format!(r#"["iam:{action}","iam:TagRole"]"#)
        } else {
            format!(r#""iam:{action}""#)
        };
        let statement = format!(
            r#"{{"Effect":"Allow","Action":{actions},"Resource":"*","Condition":{{"{operator}":{{{condition}}}}}}}"#
        );
        let key = someone(&mut world, &root, &statement);
        let more: &[(&str, &str)] = match action {
            "CreateRole" => &[("AssumeRolePolicyDocument", EC2)],
            "UpdateAssumeRolePolicy" => &[("PolicyDocument", EC2)],
            _ => &[],
        };
        let answer = world.call_with(&key, denied, more);
        assert_eq!(
            (answer.status, answer.get("Code").as_str()),
            (403, "AccessDenied"),
            "{denied} {condition}"
        );
        let answer = world.call_with(&key, permitted, more);
        assert_eq!(answer.summary(), "OK", "{permitted} {condition}");
    }
}

#[test]
fn role_operations_are_asked_on_the_arn_of_the_role_with_its_path() {
    let (mut world, root) = World::new();
    role(&mut world, &root, "RoleName=Deploy Path=/ci/");
    let key = someone(
        &mut world,
        &root,
        r#"{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::111122223333:role/ci/Deploy"}"#,
    );
    let denied = |action: &str, resource: &str| {
        format!(
            "403 AccessDenied User: arn:aws:iam::111122223333:user/Someone is not authorized to perform: \
             iam:{action} on resource: {resource} because no identity-based policy allows \
             the iam:{action} action"
        )
    };
    for (script, expected) in [
        ("GetRole RoleName=deploy", "OK".to_owned()),
        // Existence is not given away: the refusal is the same for what is and what is not there.
        ("GetRole RoleName=Other", denied("GetRole", "role Other")),
        ("DeleteRole RoleName=Other", denied("DeleteRole", "role Other")),
        // Actions on lists have no resource types (rule R-7); AWS names the path in the refusal.
        ("ListRoles", denied("ListRoles", "arn:aws:iam::111122223333:role/")),
        ("ListRoles PathPrefix=/ci/", denied("ListRoles", "arn:aws:iam::111122223333:role/ci/")),
        (
            "ListInstanceProfiles",
            denied("ListInstanceProfiles", "arn:aws:iam::111122223333:instance-profile/"),
        ),
    ] {
        assert_eq!(world.call(&key, script).summary(), expected, "{script}");
    }
    let answer = role(&mut world, &key, "RoleName=Deploy Path=/other/");
    assert_eq!(answer.summary(), denied("CreateRole", "arn:aws:iam::111122223333:role/other/Deploy"));
}
