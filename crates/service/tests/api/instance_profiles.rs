// SPDX-License-Identifier: Apache-2.0
//! Instance profiles: what each operation does, what it answers, and which of its errors comes first.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::world::{ACCOUNT, Answer, Key, World};

const EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

fn role(world: &mut World, root: &Key, more: &str) {
    world.ok_with(root, &format!("CreateRole {more}"), &[("AssumeRolePolicyDocument", EC2)]);
}

/// A user whose one policy has these statements, and its key.
fn someone(world: &mut World, root: &Key, statements: &str) -> Key {
    let key = world.user(root, "Someone");
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    world.ok_with(root, "PutUserPolicy UserName=Someone PolicyName=p", &[("PolicyDocument", &text)]);
    key
}

fn denied(action: &str, resource: &str) -> String {
    format!(
        "403 AccessDenied User: arn:aws:iam::{ACCOUNT}:user/Someone is not authorized to perform: iam:{action} on \
         resource: {resource} because no identity-based policy allows the iam:{action} action"
    )
}

/// The names of the elements of an answer, in order, from `first` on.
fn elements(answer: &Answer, first: &str) -> Vec<String> {
    let opened = answer.body.split('<').skip(1).filter(|rest| !rest.starts_with('/'));
    let names = opened.map(|rest| rest.split(['>', ' ', '/']).next().unwrap().to_owned());
    names.skip_while(|name| name != first).filter(|name| !name.starts_with("Re")).collect()
}

#[test]
fn create_instance_profile_checks_form_then_tags_then_name() {
    let (mut world, root) = World::new();
    world.script(
        &root,
        &[
            (
                "CreateInstanceProfile InstanceProfileName=a/b",
                "400 ValidationError The specified value for instanceProfileName is invalid. It must contain only \
                 alphanumeric characters and/or the following: +=,.@_-",
            ),
            ("CreateInstanceProfile InstanceProfileName=Web", "OK"),
            (
                "CreateInstanceProfile InstanceProfileName=WEB Tags.member.1.Key=a Tags.member.1.Value=1 \
                 Tags.member.2.Key=a Tags.member.2.Value=2",
                "400 InvalidInput Duplicate tag keys found.",
            ),
            (
                "CreateInstanceProfile InstanceProfileName=WEB",
                "409 EntityAlreadyExists Instance Profile WEB already exists.",
            ),
        ],
    );
}

#[test]
fn answers_show_the_role_briefly_and_tags_only_where_aws_does() {
    let (mut world, root) = World::new();
    let created = world.ok(&root, "CreateInstanceProfile InstanceProfileName=Web Path=/a/b/");
    let own = ["Path", "InstanceProfileName", "InstanceProfileId", "Arn", "CreateDate", "Roles"];
    assert_eq!(elements(&created, "Path"), own);
    assert_eq!(created.get("Arn"), "arn:aws:iam::111122223333:instance-profile/a/b/Web");
    assert!(created.get("InstanceProfileId").starts_with("AIPA"));
    let tagged = world.ok(
        &root,
        "CreateInstanceProfile InstanceProfileName=Tagged Tags.member.1.Key=team Tags.member.1.Value=core",
    );
    assert_eq!(
        (tagged.get("Key"), tagged.get("Value"), tagged.get("Path")),
        ("team".into(), "core".into(), "/".into())
    );

    // Unlike GetRole, GetInstanceProfile shows an empty list of tags.
    let got = world.ok(&root, "GetInstanceProfile InstanceProfileName=web");
    assert_eq!(elements(&got, "Path"), [own.as_slice(), &["Tags"]].concat());
    assert_eq!(got.get("InstanceProfileId"), created.get("InstanceProfileId"));

    role(&mut world, &root, "RoleName=R Description=d Tags.member.1.Key=k Tags.member.1.Value=v");
    world.ok(&root, "AddRoleToInstanceProfile InstanceProfileName=web RoleName=r");
    let role = ["member", "Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument"];
    let role: Vec<_> = role.into_iter().filter(|name| !name.starts_with("Re")).collect();
    for script in ["ListInstanceProfiles PathPrefix=/a/", "ListInstanceProfilesForRole RoleName=R"] {
        let listed = world.ok(&root, script);
        let expected = [own.as_slice(), &role, &["IsTruncated"]].concat();
        assert_eq!(elements(&listed, "Path"), expected, "{script}");
    }
    let got = world.ok(&root, "GetInstanceProfile InstanceProfileName=Web");
    assert_eq!(elements(&got, "Path"), [own.as_slice(), &role, &["Tags"]].concat());
    assert_eq!(got.get("RoleName"), "R");
}

#[test]
fn a_profile_takes_one_role_and_goes_only_without() {
    let (mut world, root) = World::new();
    role(&mut world, &root, "RoleName=R");
    role(&mut world, &root, "RoleName=S");
    let full = "409 LimitExceeded Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
    let no_profile = "404 NoSuchEntity Instance Profile Gone cannot be found.";
    let no_role = "404 NoSuchEntity The role with name Gone cannot be found.";
    world.script(
        &root,
        &[
            ("CreateInstanceProfile InstanceProfileName=Web", "OK"),
            ("AddRoleToInstanceProfile InstanceProfileName=Gone RoleName=Gone", no_profile),
            ("AddRoleToInstanceProfile InstanceProfileName=Web RoleName=Gone", no_role),
            (
                "RemoveRoleFromInstanceProfile InstanceProfileName=WEB RoleName=r",
                "404 NoSuchEntity Role R in Instance Profile Web cannot be found.",
            ),
            ("AddRoleToInstanceProfile InstanceProfileName=Web RoleName=R", "OK"),
            // Once more is once too often, also for the same role.
            ("AddRoleToInstanceProfile InstanceProfileName=Web RoleName=R", full),
            ("AddRoleToInstanceProfile InstanceProfileName=Web RoleName=S", full),
            ("AddRoleToInstanceProfile InstanceProfileName=Web RoleName=Gone", no_role),
            ("RemoveRoleFromInstanceProfile InstanceProfileName=Gone RoleName=Gone", no_profile),
            ("RemoveRoleFromInstanceProfile InstanceProfileName=Web RoleName=Gone", no_role),
            (
                "RemoveRoleFromInstanceProfile InstanceProfileName=Web RoleName=S",
                "404 NoSuchEntity Role S in Instance Profile Web cannot be found.",
            ),
            (
                "DeleteInstanceProfile InstanceProfileName=Web",
                "409 DeleteConflict Cannot delete entity, must remove roles from instance profile first.",
            ),
            ("RemoveRoleFromInstanceProfile InstanceProfileName=web RoleName=r", "OK"),
            ("AddRoleToInstanceProfile InstanceProfileName=Web RoleName=S", "OK"),
            ("RemoveRoleFromInstanceProfile InstanceProfileName=Web RoleName=S", "OK"),
            ("DeleteInstanceProfile InstanceProfileName=WEB", "OK"),
            ("DeleteInstanceProfile InstanceProfileName=Gone", no_profile),
            ("GetInstanceProfile InstanceProfileName=Gone", no_profile),
            ("ListInstanceProfileTags InstanceProfileName=Gone", no_profile),
            ("UntagInstanceProfile InstanceProfileName=Gone TagKeys.member.1=k", no_profile),
            (
                "TagInstanceProfile InstanceProfileName=Gone Tags.member.1.Key=k Tags.member.1.Value=",
                no_profile,
            ),
        ],
    );
}

#[test]
fn lists_are_sorted_without_case_filtered_by_path_and_cut_into_pages() {
    let (mut world, root) = World::new();
    role(&mut world, &root, "RoleName=R");
    for (name, path) in [("b", "/x/"), ("A", "/x/"), ("c", "/x/y/"), ("D", "/")] {
        world.ok(&root, &format!("CreateInstanceProfile InstanceProfileName={name} Path={path}"));
        if name != "c" {
            world.ok(&root, &format!("AddRoleToInstanceProfile InstanceProfileName={name} RoleName=R"));
        }
    }
    for (script, expected) in [
        ("ListInstanceProfiles", "A b c D"),
        ("ListInstanceProfiles PathPrefix=/x", "A b c"),
        ("ListInstanceProfiles PathPrefix=/z/", ""),
        ("ListInstanceProfilesForRole RoleName=r", "A b D"),
    ] {
        let whole = world.ok(&root, script);
        assert_eq!(whole.all("InstanceProfileName").join(" "), expected, "{script}");
        assert_eq!(whole.get("IsTruncated"), "false");
        assert!(whole.body.contains("<InstanceProfiles"), "an empty list is there");
        // The same by pages of one.
        let (mut seen, mut marker) = (Vec::new(), String::new());
        loop {
            let page = world.ok(&root, &format!("{script} MaxItems=1{marker}"));
            seen.extend(page.all("InstanceProfileName"));
            if page.get("IsTruncated") == "false" {
                break;
            }
            marker = format!(" Marker={}", page.get("Marker"));
        }
        assert_eq!(seen.join(" "), expected, "{script}");
    }
}

#[test]
fn tags_of_profiles_differ_by_case_and_are_set_and_removed() {
    let (mut world, root) = World::new();
    world.ok(
        &root,
        "CreateInstanceProfile InstanceProfileName=I Tags.member.1.Key=team Tags.member.1.Value=a",
    );
    world.ok(
        &root,
        "TagInstanceProfile InstanceProfileName=I Tags.member.1.Key=TEAM Tags.member.1.Value=b \
         Tags.member.2.Key=Cost Tags.member.2.Value=c",
    );
    let listed = world.ok(&root, "ListInstanceProfileTags InstanceProfileName=i");
    assert_eq!(
        (listed.all("Key"), listed.all("Value")),
        (vec!["Cost".into(), "TEAM".into(), "team".into()], vec!["c".into(), "b".into(), "a".into()])
    );
    world.ok(&root, "UntagInstanceProfile InstanceProfileName=I TagKeys.member.1=team");
    let got = world.ok(&root, "GetInstanceProfile InstanceProfileName=I");
    assert_eq!(got.all("Key"), ["TEAM", "Cost"]);
}

#[test]
fn putting_a_role_into_a_profile_needs_leave_to_pass_the_role_to_ec2() {
    let add = r#"{"Effect":"Allow","Action":"iam:AddRoleToInstanceProfile","Resource":"arn:aws:iam::111122223333:instance-profile/x/Web"}"#;
    let pass = |resource: &str, condition: &str| {
        format!(
            r#"{{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/{resource}","Condition":{condition}}}"#
        )
    };
    let to = |service: &str| format!(r#"{{"StringEquals":{{"iam:PassedToService":"{service}"}}}}"#);
    for (statements, expected) in [
        (pass("x/R", "{}"), denied("AddRoleToInstanceProfile", "instance profile Web")),
        (add.to_owned(), denied("PassRole", "arn:aws:iam::111122223333:role/x/R")),
        (format!("{add},{}", pass("R", "{}")), denied("PassRole", "arn:aws:iam::111122223333:role/x/R")),
        (
            format!("{add},{}", pass("x/R", &to("lambda.amazonaws.com"))),
            denied("PassRole", "arn:aws:iam::111122223333:role/x/R"),
        ),
        // No instance is known yet.
        (
            format!("{add},{}", pass("x/R", r#"{"Null":{"iam:AssociatedResourceArn":"false"}}"#)),
            denied("PassRole", "arn:aws:iam::111122223333:role/x/R"),
        ),
        (
            format!("{add},{}", pass("x/R", r#"{"StringEquals":{"iam:ResourceTag/env":"dev"}}"#)),
            denied("PassRole", "arn:aws:iam::111122223333:role/x/R"),
        ),
        (
            format!("{add},{}", pass("x/R", r#"{"StringEquals":{"iam:ResourceTag/env":"prod"}}"#)),
            "OK".to_owned(),
        ),
        (format!("{add},{}", pass("x/R", &to("ec2.amazonaws.com"))), "OK".to_owned()),
    ] {
        let (mut world, root) = World::new();
        role(&mut world, &root, "RoleName=R Path=/x/ Tags.member.1.Key=env Tags.member.1.Value=prod");
        world.ok(&root, "CreateInstanceProfile InstanceProfileName=Web Path=/x/");
        let key = someone(&mut world, &root, &statements);
        let answer = world.call(&key, "AddRoleToInstanceProfile InstanceProfileName=Web RoleName=R");
        assert_eq!(answer.summary(), expected, "{statements}");
    }
}

#[test]
fn condition_keys_of_instance_profile_operations_decide() {
    let prod = r#""aws:ResourceTag/env":"prod""#;
    // The action, the condition, a call that it permits, and one that it does not.
    for (action, condition, permitted, refused) in [
        (
            "CreateInstanceProfile",
            r#""aws:RequestTag/env":"prod""#,
            "CreateInstanceProfile InstanceProfileName=New Tags.member.1.Key=env Tags.member.1.Value=prod",
            "CreateInstanceProfile InstanceProfileName=New",
        ),
        (
            "TagInstanceProfile",
            r#""aws:RequestTag/env":"prod""#,
            "TagInstanceProfile InstanceProfileName=Free Tags.member.1.Key=env Tags.member.1.Value=prod",
            "TagInstanceProfile InstanceProfileName=Free Tags.member.1.Key=env Tags.member.1.Value=dev",
        ),
        (
            "UntagInstanceProfile",
            r#""aws:TagKeys":"env""#,
            "UntagInstanceProfile InstanceProfileName=Free TagKeys.member.1=env",
            "UntagInstanceProfile InstanceProfileName=Free TagKeys.member.1=env TagKeys.member.2=cost",
        ),
        (
            "GetInstanceProfile",
            prod,
            "GetInstanceProfile InstanceProfileName=Prod",
            "GetInstanceProfile InstanceProfileName=Free",
        ),
        (
            "DeleteInstanceProfile",
            prod,
            "DeleteInstanceProfile InstanceProfileName=Prod",
            "DeleteInstanceProfile InstanceProfileName=Free",
        ),
        (
            "ListInstanceProfileTags",
            prod,
            "ListInstanceProfileTags InstanceProfileName=Prod",
            "ListInstanceProfileTags InstanceProfileName=Free",
        ),
        (
            "RemoveRoleFromInstanceProfile",
            prod,
            "RemoveRoleFromInstanceProfile InstanceProfileName=Held RoleName=R",
            "RemoveRoleFromInstanceProfile InstanceProfileName=Free RoleName=R",
        ),
    ] {
        let (mut world, root) = World::new();
        role(&mut world, &root, "RoleName=R");
        for name in ["Prod", "Held"] {
            let tag = "Tags.member.1.Key=env Tags.member.1.Value=prod";
            world.ok(&root, &format!("CreateInstanceProfile InstanceProfileName={name} {tag}"));
        }
        world.ok(&root, "CreateInstanceProfile InstanceProfileName=Free");
        world.ok(&root, "AddRoleToInstanceProfile InstanceProfileName=Held RoleName=R");
        let operator =
            if condition.contains("TagKeys") { "ForAllValues:StringEquals" } else { "StringEquals" };
        // With tags it takes the permission to tag as well, which has the same keys.
        let actions = match action {
            "CreateInstanceProfile" => r#"["iam:CreateInstanceProfile","iam:TagInstanceProfile"]"#,
            _ => &format!(r#""iam:{action}""#),
        };
        let key = someone(
            &mut world,
            &root,
            &format!(
                r#"{{"Effect":"Allow","Action":{actions},"Resource":"*","Condition":{{"{operator}":{{{condition}}}}}}}"#
            ),
        );
        let answer = world.call(&key, refused);
        assert_eq!((answer.status, answer.get("Code").as_str()), (403, "AccessDenied"), "{refused}");
        assert_eq!(world.call(&key, permitted).summary(), "OK", "{permitted}");
    }
}
