// SPDX-License-Identifier: Apache-2.0
//! Access keys: whose they are when no name is given, how many there are, and that switching one off works at once.

use crate::world::{Key, World};

const OWN_KEYS: &str =
    r#"{"Effect":"Allow","Action":"iam:*AccessKey*","Resource":"arn:aws:iam::*:user/${aws:username}"}"#;

#[test]
fn a_key_is_shown_with_its_secret_once() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    let none = world.ok(&root, "ListAccessKeys UserName=bob");
    assert!(none.body.contains("<AccessKeyMetadata/><IsTruncated>false</IsTruncated>"), "{}", none.body);
    let made = world.ok(&root, "CreateAccessKey UserName=BOB");
    assert_eq!(made.get("UserName"), "bob");
    assert_eq!((made.get("AccessKeyId").len(), made.get("SecretAccessKey").len()), (20, 40));
    assert_eq!(made.get("Status"), "Active");
    assert!(!made.audit.contains(&made.get("SecretAccessKey")), "the audit record must not hold the secret");
    let listed = world.ok(&root, "ListAccessKeys UserName=bob");
    let expected = format!(
        "<member><UserName>bob</UserName><AccessKeyId>{}</AccessKeyId><Status>Active</Status><CreateDate>{}</CreateDate></member>",
        made.get("AccessKeyId"),
        made.get("CreateDate")
    );
    assert_eq!(listed.get("AccessKeyMetadata"), expected);
    let key = Key { id: made.get("AccessKeyId"), secret: made.get("SecretAccessKey"), token: None };
    assert_eq!(world.ok(&key, "GetCallerIdentity").get("Arn"), "arn:aws:iam::111122223333:user/bob");
}

#[test]
fn a_user_has_at_most_two_keys() {
    let (mut world, root) = World::new();
    world.script(
        &root,
        &[
            ("CreateAccessKey UserName=bob", "404 NoSuchEntity The user with name bob cannot be found."),
            ("CreateUser UserName=bob", "OK"),
            ("CreateAccessKey UserName=bob", "OK"),
            ("CreateAccessKey UserName=bob", "OK"),
            (
                "CreateAccessKey UserName=bob",
                "409 LimitExceeded Cannot exceed quota for AccessKeysPerUser: 2",
            ),
        ],
    );
    let first = world.ok(&root, "ListAccessKeys UserName=bob MaxItems=1");
    assert_eq!(first.get("IsTruncated"), "true");
    let next = world.ok(&root, &format!("ListAccessKeys UserName=bob Marker={}", first.get("Marker")));
    assert_ne!(next.get("AccessKeyId"), first.get("AccessKeyId"));
    assert_eq!(next.all("AccessKeyId").len(), 1);
}

#[test]
fn a_key_that_is_switched_off_opens_nothing_until_it_is_on_again() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let update =
        |status: &str| format!("UpdateAccessKey UserName=bob AccessKeyId={} Status={status}", bob.id);
    let refused = "403 InvalidClientTokenId The security token included in the request is invalid.";
    world.ok(&root, &update("Inactive"));
    assert_eq!(world.ok(&root, "ListAccessKeys UserName=bob").get("Status"), "Inactive");
    assert_eq!(world.call(&bob, "GetCallerIdentity").summary(), refused);
    world.ok(&root, &update("Active"));
    assert_eq!(world.call(&bob, "GetCallerIdentity").summary(), "OK");
    world.script(
        &root,
        &[
            (
                update("Expired").as_str(),
                "400 ValidationError 1 validation error detected: Value at 'status' failed to satisfy \
                 constraint: Member must satisfy enum value set: [Active, Inactive]",
            ),
            (format!("DeleteAccessKey UserName=bob AccessKeyId={}", bob.id).as_str(), "OK"),
        ],
    );
    assert_eq!(world.call(&bob, "GetCallerIdentity").summary(), refused);
}

#[test]
fn someone_elses_key_is_as_good_as_none() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.ok(&root, "CreateUser UserName=eve");
    let missing = format!("404 NoSuchEntity The Access Key with id {} cannot be found.", bob.id);
    for script in
        ["DeleteAccessKey UserName=eve", "UpdateAccessKey Status=Inactive UserName=eve", "DeleteAccessKey"]
    {
        let script = format!("{script} AccessKeyId={}", bob.id);
        assert_eq!(world.call(&root, &script).summary(), missing, "{script}");
    }
}

#[test]
fn without_a_name_the_keys_are_the_callers_own() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    crate::seed::allow_user(&mut world, "bob", "own", OWN_KEYS);
    assert_eq!(world.ok(&bob, "ListAccessKeys").all("AccessKeyId"), [bob.id.as_str()]);
    let second = world.ok(&bob, "CreateAccessKey").get("AccessKeyId");
    world.ok(&bob, &format!("UpdateAccessKey AccessKeyId={second} Status=Inactive"));
    world.ok(&bob, &format!("DeleteAccessKey AccessKeyId={second}"));
    assert_eq!(world.ok(&root, "ListAccessKeys UserName=bob").all("AccessKeyId"), [bob.id.as_str()]);
    assert_eq!(world.ok(&root, "ListAccessKeys").all("AccessKeyId"), [root.id.as_str()]);
}

#[test]
fn the_root_user_has_keys_of_its_own_without_a_name() {
    let (mut world, root) = World::new();
    let made = world.ok(&root, "CreateAccessKey");
    assert_eq!(made.all("UserName"), [""; 0]);
    let second = Key { id: made.get("AccessKeyId"), secret: made.get("SecretAccessKey"), token: None };
    assert_eq!(world.ok(&second, "GetCallerIdentity").get("Arn"), "arn:aws:iam::111122223333:root");
    world.script(
        &root,
        &[("CreateAccessKey", "409 LimitExceeded Cannot exceed quota for AccessKeysPerUser: 2")],
    );
    world.ok(&second, &format!("DeleteAccessKey AccessKeyId={}", root.id));
    assert_eq!(world.call(&root, "GetCallerIdentity").status, 403);
    assert_eq!(world.ok(&second, "ListAccessKeys").all("AccessKeyId"), [second.id.as_str()]);
}
