// SPDX-License-Identifier: Apache-2.0
//! Groups: what each operation does, and which of its errors comes first.

use crate::world::World;
use portcullis_directory::record::Group;

const NO_STAFF: &str = "404 NoSuchEntity The group with name staff cannot be found.";
const NO_BOB: &str = "404 NoSuchEntity The user with name bob cannot be found.";
const ALLOW_ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;

#[test]
fn a_group_comes_back_as_it_was_made() {
    let (mut world, root) = World::new();
    let made = world.ok(&root, "CreateGroup GroupName=staff Path=/shop/");
    assert!(made.get("GroupId").starts_with("AGPA"));
    assert_eq!(made.get("Arn"), "arn:aws:iam::111122223333:group/shop/staff");
    let shown = world.ok(&root, "GetGroup GroupName=STAFF");
    assert_eq!(shown.get("Group"), made.get("Group"));
    assert!(shown.body.contains("</Group><Users/><IsTruncated>false</IsTruncated>"), "{}", shown.body);
    world.script(
        &root,
        &[
            ("CreateGroup GroupName=Staff", "409 EntityAlreadyExists Group with name Staff already exists."),
            ("GetGroup GroupName=none", "404 NoSuchEntity The group with name none cannot be found."),
        ],
    );
}

#[test]
fn update_group_keeps_id_and_members() {
    let (mut world, root) = World::new();
    world.script(
        &root,
        &[
            ("UpdateGroup GroupName=staff NewGroupName=crew", NO_STAFF),
            ("CreateUser UserName=bob", "OK"),
            ("CreateGroup GroupName=staff", "OK"),
            ("CreateGroup GroupName=other", "OK"),
            ("AddUserToGroup GroupName=staff UserName=bob", "OK"),
            (
                "UpdateGroup GroupName=staff NewGroupName=OTHER",
                "409 EntityAlreadyExists Group with name OTHER already exists.",
            ),
        ],
    );
    let id = world.ok(&root, "GetGroup GroupName=staff").get("GroupId");
    world.script(
        &root,
        &[
            ("UpdateGroup GroupName=staff NewGroupName=Staff NewPath=/shop/", "OK"),
            ("UpdateGroup GroupName=staff NewGroupName=crew", "OK"),
            ("GetGroup GroupName=staff", NO_STAFF),
        ],
    );
    let shown = world.ok(&root, "GetGroup GroupName=crew");
    assert_eq!(shown.get("GroupId"), id);
    assert_eq!(shown.get("UserName"), "bob");
    assert_eq!(world.ok(&root, "ListGroupsForUser UserName=bob").get("GroupName"), "crew");
}

#[test]
fn members_come_and_go_and_twice_does_no_harm() {
    let (mut world, root) = World::new();
    let (add, remove) =
        ("AddUserToGroup GroupName=staff UserName=bob", "RemoveUserFromGroup GroupName=staff UserName=bob");
    world.script(
        &root,
        &[
            (add, NO_BOB),
            (remove, NO_BOB),
            ("ListGroupsForUser UserName=bob", NO_BOB),
            ("CreateUser UserName=bob", "OK"),
            (add, NO_STAFF),
            (remove, NO_STAFF),
            ("CreateGroup GroupName=staff", "OK"),
            (add, "OK"),
        ],
    );
    assert_eq!(world.ok(&root, add).changes, 0);
    assert_eq!(world.ok(&root, "ListGroupsForUser UserName=bob").all("GroupName"), ["staff"]);
    assert_eq!(world.ok(&root, remove).changes, 1);
    assert_eq!(world.ok(&root, remove).changes, 0);
    let none = world.ok(&root, "ListGroupsForUser UserName=bob");
    assert!(none.body.contains("<Groups/><IsTruncated>false</IsTruncated>"), "{}", none.body);
}

#[test]
fn a_user_is_in_at_most_ten_groups() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    for number in 0..11 {
        world.ok(&root, &format!("CreateGroup GroupName=g{number}"));
    }
    for number in 0..10 {
        world.ok(&root, &format!("AddUserToGroup GroupName=g{number} UserName=bob"));
    }
    world.script(
        &root,
        &[
            (
                "AddUserToGroup GroupName=g10 UserName=bob",
                "409 LimitExceeded Cannot exceed quota for GroupsPerUser: 10",
            ),
            ("AddUserToGroup GroupName=g9 UserName=bob", "OK"),
        ],
    );
}

#[test]
fn delete_group_names_what_hangs_on_the_group_one_after_the_other() {
    let (mut world, root) = World::new();
    let delete = "DeleteGroup GroupName=staff";
    world.script(
        &root,
        &[
            (delete, NO_STAFF),
            ("CreateGroup GroupName=staff", "OK"),
            ("CreateUser UserName=bob", "OK"),
            ("AddUserToGroup GroupName=staff UserName=bob", "OK"),
        ],
    );
    let record = crate::seed::group(&world, "staff");
    let attached_policies = vec!["arn:aws:iam::aws:policy/ReadOnlyAccess".to_owned()];
    crate::seed::allow_group(&mut world, "staff", "inline", ALLOW_ALL);
    crate::seed::put(&mut world, Group { attached_policies, ..record.clone() });
    let conflict = "409 DeleteConflict Cannot delete entity, must";
    world.script(&root, &[(delete, &format!("{conflict} detach all policies first."))]);
    let owner = portcullis_directory::record::Owner::Group(record.id.clone());
    crate::seed::put(&mut world, record);
    world.script(&root, &[(delete, &format!("{conflict} delete policies first."))]);
    crate::seed::remove(&mut world, portcullis_directory::change::Key::inline_policy(&owner, "inline"));
    world.script(
        &root,
        &[
            (delete, &format!("{conflict} remove users from group first.")),
            ("RemoveUserFromGroup GroupName=staff UserName=bob", "OK"),
            (delete, "OK"),
            (delete, NO_STAFF),
        ],
    );
}

#[test]
fn groups_and_members_come_sorted_and_in_pages() {
    let (mut world, root) = World::new();
    for (name, path) in [("zebra", "/"), ("Apes", "/zoo/"), ("bees", "/zoo/hive/")] {
        world.ok(&root, &format!("CreateGroup GroupName={name} Path={path}"));
    }
    for name in ["carol", "Bob", "alice"] {
        world.ok(&root, &format!("CreateUser UserName={name}"));
        for group in ["zebra", "Apes", "bees"] {
            world.ok(&root, &format!("AddUserToGroup GroupName={group} UserName={name}"));
        }
    }
    for (script, element, expected) in [
        ("ListGroups", "GroupName", ["Apes", "bees", "zebra"]),
        ("ListGroupsForUser UserName=bob", "GroupName", ["Apes", "bees", "zebra"]),
        ("GetGroup GroupName=zebra", "UserName", ["alice", "Bob", "carol"]),
    ] {
        assert_eq!(world.ok(&root, script).all(element), expected, "{script}");
        let first = world.ok(&root, &format!("{script} MaxItems=2"));
        assert_eq!((first.all(element).len(), first.get("IsTruncated").as_str()), (2, "true"), "{script}");
        let rest = world.ok(&root, &format!("{script} MaxItems=2 Marker={}", first.get("Marker")));
        assert_eq!(rest.all(element).last().map(String::as_str), expected.last().copied(), "{script}");
        assert_eq!(rest.get("IsTruncated"), "false", "{script}");
    }
    assert_eq!(world.ok(&root, "ListGroups PathPrefix=/zoo/").all("GroupName"), ["Apes", "bees"]);
}
