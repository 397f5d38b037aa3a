// SPDX-License-Identifier: Apache-2.0
//! Users: what each operation does, and which of its errors comes first.

use crate::world::World;
use portcullis_directory::record::User;

const NO_BOB: &str = "404 NoSuchEntity The user with name bob cannot be found.";
const ALLOW_ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;

#[test]
fn create_user_checks_form_then_tags_then_name_then_boundary() {
    let (mut world, root) = World::new();
    world.script(
        &root,
        &[
            (
                "CreateUser",
                "400 ValidationError 1 validation error detected: Value at 'userName' failed to satisfy \
                 constraint: Member must not be null",
            ),
            ("CreateUser UserName=bob", "OK"),
            (
                "CreateUser UserName=bob Tags.member.1.Key=a Tags.member.1.Value=1 Tags.member.2.Key=A \
                 Tags.member.2.Value=2",
                "400 InvalidInput Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ),
            ("CreateUser UserName=BOB", "409 EntityAlreadyExists User with name BOB already exists."),
            (
                "CreateUser UserName=eve PermissionsBoundary=arn:aws:iam::111122223333:policy/none",
                "404 NoSuchEntity Scope ARN: arn:aws:iam::111122223333:policy/none does not exist or is not \
                 attachable.",
            ),
        ],
    );
}

#[test]
fn a_user_comes_back_as_it_was_made() {
    let (mut world, root) = World::new();
    let boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    let script = format!(
        "CreateUser UserName=bob Path=/shop/till/ PermissionsBoundary={boundary} Tags.member.1.Key=Team \
         Tags.member.1.Value=blue"
    );
    let made = world.ok(&root, &script);
    let user = "<User><Path>/shop/till/</Path><UserName>bob</UserName><UserId>";
    assert!(made.body.contains(user), "{}", made.body);
    assert!(made.get("UserId").starts_with("AIDA"));
    assert_eq!(made.get("UserId").len(), 21);
    assert_eq!(made.get("Arn"), "arn:aws:iam::111122223333:user/shop/till/bob");
    assert_eq!(made.get("PermissionsBoundaryType"), "Policy");
    assert_eq!(made.get("PermissionsBoundaryArn"), boundary);
    assert_eq!(made.get("Tags"), "<member><Key>Team</Key><Value>blue</Value></member>");
    let shown = world.ok(&root, "GetUser UserName=BOB");
    assert_eq!(shown.get("User"), made.get("User"));
    let listed = world.ok(&root, "ListUsers");
    assert_eq!(listed.all("PermissionsBoundary"), [""; 0], "lists show no boundary");
    assert_eq!(listed.all("Tags"), [""; 0], "lists show no tags");
    assert_eq!(listed.get("IsTruncated"), "false");
}

#[test]
fn get_user_without_a_name_shows_the_caller() {
    let (mut world, root) = World::new();
    let shown = world.ok(&root, "GetUser");
    assert_eq!(shown.get("UserId"), crate::world::ACCOUNT);
    assert_eq!(shown.get("Arn"), "arn:aws:iam::111122223333:root");
    assert_eq!(shown.all("Path"), [""; 0]);
    assert_eq!(shown.all("UserName"), [""; 0]);
    let bob = world.user(&root, "bob");
    assert_eq!(
        world.call(&bob, "GetUser").summary(),
        "403 AccessDenied User: arn:aws:iam::111122223333:user/bob is not authorized to perform: iam:GetUser on \
         resource: user bob because no identity-based policy allows the iam:GetUser action"
    );
    crate::seed::allow_user(&mut world, "bob", "p", ALLOW_ALL);
    assert_eq!(world.ok(&bob, "GetUser").get("UserName"), "bob");
    world.script(
        &root,
        &[("GetUser UserName=eve", "404 NoSuchEntity The user with name eve cannot be found.")],
    );
}

#[test]
fn callers_who_are_no_users_must_name_one() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let trust = crate::world::trust("arn:aws:iam::111122223333:user/bob");
    world.ok_with(&root, "CreateRole RoleName=shop", &[("AssumeRolePolicyDocument", &trust)]);
    let role = "arn:aws:iam::111122223333:role/shop";
    let session = world.ok(&bob, &format!("AssumeRole RoleArn={role} RoleSessionName=s1")).credentials();
    let nameless = "400 ValidationError Must specify userName when calling with non-User credentials";
    let key = format!("AccessKeyId={}", bob.id);
    world.script(
        &session,
        &[
            ("GetUser", nameless),
            ("ListAccessKeys", nameless),
            ("CreateAccessKey", nameless),
            (&format!("DeleteAccessKey {key}"), nameless),
            (&format!("UpdateAccessKey {key} Status=Inactive"), nameless),
        ],
    );
    assert_eq!(world.call(&session, "GetUser UserName=bob").status, 403, "with a name it takes permission");
    world.ok(&root, "AttachRolePolicy RoleName=shop PolicyArn=arn:aws:iam::aws:policy/IAMFullAccess");
    assert_eq!(world.ok(&session, "GetUser UserName=bob").get("UserName"), "bob");
    world.script(&session, &[("GetUser", nameless)]);
}

#[test]
fn update_user_keeps_everything_but_name_and_path() {
    let (mut world, root) = World::new();
    world.script(
        &root,
        &[("UpdateUser UserName=bob NewUserName=rob", NO_BOB), ("CreateUser UserName=eve", "OK")],
    );
    let bob = world.user(&root, "bob");
    let id = world.ok(&root, "GetUser UserName=bob").get("UserId");
    world.script(
        &root,
        &[
            (
                "UpdateUser UserName=bob NewUserName=EVE",
                "409 EntityAlreadyExists User with name EVE already exists.",
            ),
            ("UpdateUser UserName=bob NewUserName=bob NewPath=/shop/", "OK"),
            ("UpdateUser UserName=bob NewUserName=Rob", "OK"),
            ("UpdateUser UserName=Rob NewUserName=ROB", "OK"),
            ("GetUser UserName=bob", NO_BOB),
        ],
    );
    let shown = world.ok(&root, "GetUser UserName=rob");
    assert_eq!(shown.get("Arn"), "arn:aws:iam::111122223333:user/shop/ROB");
    assert_eq!(shown.get("UserId"), id);
    let identity = world.ok(&bob, "GetCallerIdentity");
    assert_eq!(identity.get("Arn"), "arn:aws:iam::111122223333:user/shop/ROB");
    assert_eq!(world.ok(&root, "ListAccessKeys UserName=rob").get("UserName"), "ROB");
}

#[test]
fn delete_user_names_what_hangs_on_the_user_one_after_the_other() {
    let (mut world, root) = World::new();
    world.script(&root, &[("DeleteUser UserName=bob", NO_BOB), ("CreateGroup GroupName=staff", "OK")]);
    let bob = world.user(&root, "bob");
    world.ok(&root, "AddUserToGroup UserName=bob GroupName=staff");
    let record = crate::seed::user(&world, "bob");
    let attached = vec!["arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()];
    crate::seed::allow_user(&mut world, "bob", "inline", ALLOW_ALL);
    crate::seed::put(&mut world, User { attached_policies: attached, ..record.clone() });
    let conflict = "409 DeleteConflict Cannot delete entity, must";
    let delete = "DeleteUser UserName=bob";
    world.script(&root, &[(delete, &format!("{conflict} detach all policies first."))]);
    crate::seed::put(&mut world, record);
    world.script(&root, &[(delete, &format!("{conflict} delete policies first."))]);
    let inline = portcullis_directory::change::Key::inline_policy(
        &portcullis_directory::record::Owner::User(crate::seed::user(&world, "bob").id),
        "inline",
    );
    crate::seed::remove(&mut world, inline);
    world.script(&root, &[(delete, &format!("{conflict} remove users from group first."))]);
    world.ok(&root, "RemoveUserFromGroup UserName=bob GroupName=staff");
    world.script(&root, &[(delete, &format!("{conflict} delete access keys first."))]);
    world.ok(&root, &format!("DeleteAccessKey UserName=bob AccessKeyId={}", bob.id));
    world.script(&root, &[(delete, "OK"), (delete, NO_BOB)]);
    assert_eq!(world.call(&bob, "GetCallerIdentity").status, 403, "a deleted key opens nothing");
}

#[test]
fn a_new_user_of_an_old_name_is_someone_else() {
    let (mut world, root) = World::new();
    let first = world.ok(&root, "CreateUser UserName=bob").get("UserId");
    world.ok(&root, "DeleteUser UserName=bob");
    assert_ne!(world.ok(&root, "CreateUser UserName=bob").get("UserId"), first);
}

#[test]
fn lists_are_sorted_without_case_and_come_in_pages() {
    let (mut world, root) = World::new();
    for (name, path) in [("carol", "/"), ("Alice", "/shop/"), ("bob", "/shop/till/"), ("Dave", "/shopping/")]
    {
        world.ok(&root, &format!("CreateUser UserName={name} Path={path}"));
    }
    let names = |answer: &crate::world::Answer| answer.all("UserName");
    assert_eq!(names(&world.ok(&root, "ListUsers")), ["Alice", "bob", "carol", "Dave"]);
    assert_eq!(names(&world.ok(&root, "ListUsers PathPrefix=/shop/")), ["Alice", "bob"]);
    assert_eq!(names(&world.ok(&root, "ListUsers PathPrefix=/shop")), ["Alice", "bob", "Dave"]);
    let none = world.ok(&root, "ListUsers PathPrefix=/none/");
    assert!(none.body.contains("<Users/><IsTruncated>false</IsTruncated>"), "{}", none.body);
    let first = world.ok(&root, "ListUsers MaxItems=3");
    assert_eq!((names(&first).len(), first.get("IsTruncated").as_str()), (3, "true"));
    // What was listed may go; the next page begins where it stood.
    world.ok(&root, "DeleteUser UserName=carol");
    let second = world.ok(&root, &format!("ListUsers MaxItems=3 Marker={}", first.get("Marker")));
    assert_eq!(names(&second), ["Dave"]);
    assert_eq!(second.all("Marker"), [""; 0]);
    assert_eq!(world.call(&root, "ListUsers Marker=nonsense").status, 400);
}

#[test]
fn a_thousand_users_come_in_pages_of_a_hundred() {
    let (mut world, root) = World::new();
    let blank = {
        world.ok(&root, "CreateUser UserName=u0000");
        crate::seed::user(&world, "u0000")
    };
    for number in 1..1_000 {
        let id = portcullis_directory::identifier::UniqueId::new(format!("AIDA{number}"));
        crate::seed::put(&mut world, User { id, name: format!("u{number:04}"), ..blank.clone() });
    }
    let (mut found, mut pages, mut script) = (Vec::new(), 0, "ListUsers".to_owned());
    loop {
        let answer = world.ok(&root, &script);
        found.extend(answer.all("UserName"));
        pages += 1;
        match answer.all("Marker").first() {
            Some(marker) => script = format!("ListUsers Marker={marker}"),
            None => break,
        }
    }
    assert_eq!(pages, 10);
    assert!(found.is_sorted());
    assert_eq!(found.len(), 1_000);
}

#[test]
fn the_quota_of_users_is_the_accounts() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=a");
    let mut record = crate::seed::account(&world).record().as_ref().clone();
    record.quotas.insert(portcullis_directory::quota::Quota::Users, 2);
    crate::seed::put(&mut world, record);
    world.script(
        &root,
        &[
            ("CreateUser UserName=b", "OK"),
            ("CreateUser UserName=c", "409 LimitExceeded Cannot exceed quota for UsersPerAccount: 2"),
        ],
    );
}

#[test]
fn tags_are_set_replaced_without_case_listed_by_key_and_removed() {
    let (mut world, root) = World::new();
    let tag = "TagUser UserName=bob Tags.member.1.Key=team Tags.member.1.Value=blue";
    world.script(
        &root,
        &[
            (tag, NO_BOB),
            ("UntagUser UserName=bob TagKeys.member.1=team", NO_BOB),
            ("ListUserTags UserName=bob", NO_BOB),
            ("CreateUser UserName=bob", "OK"),
        ],
    );
    assert!(
        world.ok(&root, "ListUserTags UserName=bob").body.contains("<Tags/><IsTruncated>false</IsTruncated>")
    );
    world.script(
        &root,
        &[
            (tag, "OK"),
            ("TagUser UserName=bob Tags.member.1.Key=Cost Tags.member.1.Value=7", "OK"),
            ("TagUser UserName=bob Tags.member.1.Key=TEAM Tags.member.1.Value=red", "OK"),
            (
                "TagUser UserName=bob Tags.member.1.Key=aws:x Tags.member.1.Value=1",
                "400 InvalidInput Reserved prefix aws: can not be used in tag keys.",
            ),
        ],
    );
    let listed = world.ok(&root, "ListUserTags UserName=bob");
    assert_eq!((listed.all("Key"), listed.all("Value")), (words("Cost TEAM"), words("7 red")));
    let page = world.ok(&root, "ListUserTags UserName=bob MaxItems=1");
    assert_eq!(page.all("Key"), ["Cost"]);
    let next = world.ok(&root, &format!("ListUserTags UserName=bob Marker={}", page.get("Marker")));
    assert_eq!(next.all("Key"), ["TEAM"]);
    world.ok(&root, "UntagUser UserName=bob TagKeys.member.1=cost TagKeys.member.2=absent");
    assert_eq!(world.ok(&root, "ListUserTags UserName=bob").all("Key"), ["TEAM"]);
}

#[test]
fn a_user_has_at_most_fifty_tags() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    let tags = |numbers: std::ops::Range<u32>| {
        let tag = |(at, number): (usize, u32)| {
            format!(" Tags.member.{}.Key=k{number} Tags.member.{}.Value=v", at + 1, at + 1)
        };
        numbers.enumerate().map(tag).collect::<String>()
    };
    world.ok(&root, &format!("TagUser UserName=bob{}", tags(0..50)));
    world.ok(&root, &format!("TagUser UserName=bob{}", tags(49..50)));
    let over = world.call(&root, &format!("TagUser UserName=bob{}", tags(50..51)));
    assert_eq!(over.summary(), "409 LimitExceeded The number of tags has reached the maximum limit.");
}

#[test]
fn boundaries_are_put_replaced_and_taken_off() {
    let (mut world, root) = World::new();
    let read_only =
        "PutUserPermissionsBoundary UserName=bob PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess";
    world.script(
        &root,
        &[
            (read_only, NO_BOB),
            ("DeleteUserPermissionsBoundary UserName=bob", NO_BOB),
            ("CreateUser UserName=bob", "OK"),
            (
                "PutUserPermissionsBoundary UserName=bob PermissionsBoundary=arn:aws:iam::aws:policy/None",
                "404 NoSuchEntity Scope ARN: arn:aws:iam::aws:policy/None does not exist or is not attachable.",
            ),
            (read_only, "OK"),
        ],
    );
    let arn = crate::seed::managed(&mut world, "cap", ALLOW_ALL);
    world.ok(&root, &format!("PutUserPermissionsBoundary UserName=bob PermissionsBoundary={arn}"));
    assert_eq!(world.ok(&root, "GetUser UserName=bob").get("PermissionsBoundaryArn"), arn);
    world.ok(&root, "DeleteUserPermissionsBoundary UserName=bob");
    assert_eq!(world.ok(&root, "GetUser UserName=bob").all("PermissionsBoundary"), [""; 0]);
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}
