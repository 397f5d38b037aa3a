// SPDX-License-Identifier: Apache-2.0
//! Inline policies of users, groups and roles.

use crate::world::{Key, World, document, percent_decode, trust};

const LISTING: &str = "Allow iam:ListUsers *";

#[test]
fn put_user_policy_checks_form_then_document_then_user_then_size() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=Bob");
    let good = document(LISTING);
    let large = document(&format!("Allow s3:{} *", "x".repeat(2_048)));
    for (script, document, expected) in [
        (
            "PutUserPolicy UserName=b*b PolicyName=p",
            "{",
            "400 ValidationError The specified value for userName is invalid. It must contain only alphanumeric \
             characters and/or the following: +=,.@_-",
        ),
        (
            "PutUserPolicy UserName=carol PolicyName=p",
            "{",
            "400 MalformedPolicyDocument Syntax errors in policy.",
        ),
        (
            "PutUserPolicy UserName=carol PolicyName=p",
            &large,
            "404 NoSuchEntity The user with name carol cannot be found.",
        ),
        (
            "PutUserPolicy UserName=BOB PolicyName=p",
            &large,
            "409 LimitExceeded Maximum policy size of 2048 bytes exceeded for user Bob",
        ),
        ("PutUserPolicy UserName=BOB PolicyName=p", &good, "OK"),
    ] {
        let answer = world.call_with(&root, script, &[("PolicyDocument", document)]);
        assert_eq!(answer.summary(), expected, "{script}");
    }
}

#[test]
fn inline_documents_come_back_as_they_were_given() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=Bob");
    let spaced = "{ \"Version\" : \"2012-10-17\",\n\t\"Statement\": {\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"} }";
    world.ok_with(&root, "PutUserPolicy UserName=bob PolicyName=All", &[("PolicyDocument", spaced)]);
    let answer = world.ok(&root, "GetUserPolicy UserName=BOB PolicyName=All");
    assert_eq!(percent_decode(&answer.get("PolicyDocument")), spaced);
    assert_eq!((answer.get("UserName"), answer.get("PolicyName")), ("Bob".into(), "All".into()));
}

/// For each kind of owner its noun, the name of the one in [`owners`], and the quota on its inline policies.
const KINDS: [(&str, &str, &str, usize); 3] =
    [("User", "user", "Bob", 2_048), ("Group", "group", "Ops", 5_120), ("Role", "role", "Deploy", 10_240)];

/// A world with one owner of each kind.
fn owners() -> (World, Key) {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=Bob");
    world.ok(&root, "CreateGroup GroupName=Ops");
    let trusting = trust("arn:aws:iam::111122223333:root");
    world.ok(&root, &format!("CreateRole RoleName=Deploy AssumeRolePolicyDocument={trusting}"));
    (world, root)
}

#[test]
fn g_6_the_policies_of_an_owner_are_counted_together_without_white_space() {
    let (mut world, root) = owners();
    for (kind, noun, name, size_max) in KINDS {
        let of_size = |size: usize| {
            let padding = "x".repeat(size - document("Allow s3: *").len());
            document(&format!("Allow s3:{padding} *")).replace(',', ",\n \t\r")
        };
        let half = of_size(size_max / 2);
        let over = of_size(size_max / 2 + 1);
        let mut put = |policy: &str, text: &str| {
            let script = format!("Put{kind}Policy {kind}Name={name} PolicyName={policy}");
            world.call_with(&root, &script, &[("PolicyDocument", text)]).summary()
        };
        let full =
            format!("409 LimitExceeded Maximum policy size of {size_max} bytes exceeded for {noun} {name}");
        assert_eq!(put("one", &half), "OK");
        assert_eq!(put("two", &over), full);
        assert_eq!(put("two", &half), "OK");
        assert_eq!(put("three", &document("Allow s3:Get* *")), full);
        // What is replaced does not count.
        assert_eq!(put("two", &of_size(size_max / 2)), "OK");
        assert_eq!(put("two", &over), full);
    }
}

#[test]
fn every_owner_keeps_shows_replaces_and_gives_up_its_policies() {
    let (mut world, root) = owners();
    for (kind, noun, name, _) in KINDS {
        let on = format!("{kind}Name={} PolicyName", name.to_uppercase());
        let none = format!("404 NoSuchEntity The {noun} policy with name p cannot be found.");
        let gone = format!("404 NoSuchEntity The {noun} with name nobody cannot be found.");
        for operation in ["Get", "Delete"] {
            assert_eq!(world.call(&root, &format!("{operation}{kind}Policy {on}=p")).summary(), none);
            let script = format!("{operation}{kind}Policy {kind}Name=nobody PolicyName=p");
            assert_eq!(world.call(&root, &script).summary(), gone);
        }
        for statement in [LISTING, "Deny s3:* *", "Deny s3:* *"] {
            let text = document(statement);
            world.ok(&root, &format!("Put{kind}Policy {on}=p PolicyDocument={text}"));
            let shown = world.ok(&root, &format!("Get{kind}Policy {on}=p"));
            assert_eq!(percent_decode(&shown.get("PolicyDocument")), text);
            assert_eq!(shown.get(&format!("{kind}Name")), name);
        }
        let list = world.ok(&root, &format!("List{kind}Policies {kind}Name={name}"));
        assert_eq!(list.all("member"), ["p"]);
        world.ok(&root, &format!("Delete{kind}Policy {on}=p"));
        assert_eq!(world.call(&root, &format!("Delete{kind}Policy {on}=p")).summary(), none);
        let list = world.ok(&root, &format!("List{kind}Policies {kind}Name={name}"));
        assert!(list.body.contains("PolicyNames") && list.all("member").is_empty(), "{}", list.body);
        assert_eq!(world.call(&root, &format!("List{kind}Policies {kind}Name=nobody")).summary(), gone);
    }
}

#[test]
fn names_of_inline_policies_are_listed_in_pages() {
    let (mut world, root) = owners();
    let text = document("Allow s3:* *");
    for (kind, _, name, _) in KINDS {
        let list = format!("List{kind}Policies {kind}Name={name}");
        for policy in ["b", "C", "a", "B", "d"] {
            world.ok(
                &root,
                &format!("Put{kind}Policy {kind}Name={name} PolicyName={policy} PolicyDocument={text}"),
            );
        }
        let mut listed = Vec::new();
        let mut marker = String::new();
        for size in [2, 2, 1] {
            let page = world.ok(&root, &format!("{list} MaxItems=2{marker}"));
            assert_eq!((page.all("member").len(), page.get("IsTruncated")), (size, (size == 2).to_string()));
            listed.extend(page.all("member"));
            marker = page.all("Marker").pop().map(|marker| format!(" Marker={marker}")).unwrap_or_default();
        }
        assert_eq!(listed, ["a", "B", "b", "C", "d"]);
    }
}

#[test]
fn inline_policies_of_user_and_groups_decide_at_once() {
    let (mut world, root) = owners();
    let alice = world.user(&root, "alice");
    world.ok(&root, "AddUserToGroup UserName=alice GroupName=Ops");
    let may_list = |world: &mut World| world.call(&alice, "ListUserPolicies UserName=Bob").status == 200;
    assert!(!may_list(&mut world));
    let allow = document("Allow iam:ListUserPolicies *");
    world.ok(&root, &format!("PutGroupPolicy GroupName=Ops PolicyName=p PolicyDocument={allow}"));
    assert!(may_list(&mut world));
    world.grant(&root, "alice", "deny", "Deny iam:List* *");
    assert!(!may_list(&mut world));
    world.ok(&root, "DeleteUserPolicy UserName=alice PolicyName=deny");
    assert!(may_list(&mut world));
    world.ok(&root, "DeleteGroupPolicy GroupName=Ops PolicyName=p");
    assert!(!may_list(&mut world));
}

#[test]
fn a_policy_can_go_by_the_tags_of_user_and_role() {
    let (mut world, root) = owners();
    let alice = world.user(&root, "alice");
    let blue = "Tags.member.1.Key=team Tags.member.1.Value=blue";
    let trusting = trust("arn:aws:iam::111122223333:root");
    world.ok(&root, &format!("CreateUser UserName=blue {blue}"));
    world.ok(&root, &format!("CreateRole RoleName=blue AssumeRolePolicyDocument={trusting} {blue}"));
    let allow = |prefix: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{{"StringEquals":{{"{prefix}:ResourceTag/team":"blue"}}}}}}}}"#
        )
    };
    let text = document("Allow s3:* *");
    for prefix in ["aws", "iam"] {
        let script = format!("PutUserPolicy UserName=alice PolicyName=tag PolicyDocument={}", allow(prefix));
        world.ok(&root, &script);
        for (kind, other) in [("User", "Bob"), ("Role", "Deploy")] {
            for operation in [
                format!("Put{kind}Policy PolicyName=p PolicyDocument={text}"),
                format!("Get{kind}Policy PolicyName=p"),
                format!("List{kind}Policies"),
                format!("ListAttached{kind}Policies"),
                format!("Delete{kind}Policy PolicyName=p"),
            ] {
                world.ok(&alice, &format!("{operation} {kind}Name=blue"));
                let answer = world.call(&alice, &format!("{operation} {kind}Name={other}"));
                assert_eq!((answer.status, answer.get("Code")), (403, "AccessDenied".into()), "{operation}");
            }
        }
    }
}
