// SPDX-License-Identifier: Apache-2.0
//! SSH public keys: what each operation does, and which of its errors comes first.

use crate::world::{ACCOUNT, Answer, Key, World};

const LINE: &str = include_str!("../keys/ssh-rsa-2048.pub");
const PEM: &str = include_str!("../keys/ssh-rsa-2048.pem");
const OTHERS: [&str; 5] = [
    include_str!("../keys/ssh-rsa-other-1.pub"),
    include_str!("../keys/ssh-rsa-other-2.pub"),
    include_str!("../keys/ssh-rsa-other-3.pub"),
    include_str!("../keys/ssh-rsa-other-4.pub"),
    include_str!("../keys/ssh-rsa-other-5.pub"),
];
const NO_BOB: &str = "404 NoSuchEntity The user with name bob cannot be found.";
const UNRECOGNIZED: &str = "400 UnrecognizedPublicKeyEncoding the public key is neither an `ssh-rsa` key nor a public \
                            key in PEM format";
const INVALID: &str =
    "400 InvalidPublicKey the public key is malformed, or is no RSA key of at least 2048 bits";

fn upload(world: &mut World, key: &Key, user: &str, body: &str) -> Answer {
    world.call_with(key, &format!("UploadSSHPublicKey UserName={user}"), &[("SSHPublicKeyBody", body)])
}

#[test]
fn upload_checks_form_then_user_then_key_then_others_then_quota() {
    let (mut world, root) = World::new();
    let missing = world.call(&root, "UploadSSHPublicKey UserName=bob").summary();
    assert_eq!(
        missing,
        "400 ValidationError 1 validation error detected: Value at 'sSHPublicKeyBody' failed to satisfy \
         constraint: Member must not be null"
    );
    assert_eq!(upload(&mut world, &root, "bob", "no key").summary(), NO_BOB);
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, "CreateUser UserName=eve");
    let duplicate = "400 DuplicateSSHPublicKey the SSH public key is already associated with user `bob`";
    let full = "409 LimitExceeded Cannot exceed quota for SSHPublicKeysPerUser: 5";
    for (user, body, expected) in [
        ("bob", "no key", UNRECOGNIZED),
        ("bob", include_str!("../keys/ssh-ed25519.pub"), UNRECOGNIZED),
        ("bob", include_str!("../keys/ssh-rsa-1024.pub"), INVALID),
        ("bob", "ssh-rsa AAAA bob", INVALID),
        ("bob", LINE, "OK"),
        ("bob", LINE, duplicate),
        ("BOB", PEM, duplicate),
        ("eve", PEM, "OK"),
        ("bob", OTHERS[0], "OK"),
        ("bob", OTHERS[1], "OK"),
        ("bob", OTHERS[2], "OK"),
        ("bob", OTHERS[3], "OK"),
        ("bob", LINE, duplicate),
        ("bob", OTHERS[4], full),
    ] {
        assert_eq!(upload(&mut world, &root, user, body).summary(), expected, "{user} {body}");
    }
}

#[test]
fn a_key_comes_back_as_it_was_uploaded_or_in_the_other_form() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    let made = upload(&mut world, &root, "bob", LINE);
    let id = made.get("SSHPublicKeyId");
    assert!(id.starts_with("APKA") && id.len() == 20, "{id}");
    let date = made.get("UploadDate");
    let fingerprint = include_str!("../keys/ssh-rsa-2048.md5").trim();
    let expected = format!(
        "<UserName>bob</UserName><SSHPublicKeyId>{id}</SSHPublicKeyId><Fingerprint>{fingerprint}</Fingerprint>\
         <SSHPublicKeyBody>{LINE}</SSHPublicKeyBody><Status>Active</Status><UploadDate>{date}</UploadDate>"
    );
    assert_eq!(made.get("SSHPublicKey"), expected);
    let get = |world: &mut World, encoding: &str| {
        world.ok(&root, &format!("GetSSHPublicKey UserName=bob SSHPublicKeyId={id} Encoding={encoding}"))
    };
    assert_eq!(get(&mut world, "SSH").get("SSHPublicKeyBody"), LINE);
    assert_eq!(get(&mut world, "PEM").get("SSHPublicKeyBody"), PEM);
    assert_eq!(get(&mut world, "PEM").get("Fingerprint"), fingerprint);
    world.ok(&root, "CreateUser UserName=eve");
    let of_pem = upload(&mut world, &root, "eve", PEM);
    assert_eq!((of_pem.get("SSHPublicKeyBody"), of_pem.get("Fingerprint")), (PEM.into(), fingerprint.into()));
    let script =
        format!("GetSSHPublicKey UserName=eve Encoding=SSH SSHPublicKeyId={}", of_pem.get("SSHPublicKeyId"));
    let line = world.ok(&root, &script).get("SSHPublicKeyBody");
    assert_eq!(line, LINE.trim().rsplit_once(' ').unwrap().0, "without the comment, which PEM cannot hold");
}

#[test]
fn a_key_is_found_by_its_user_switched_and_deleted() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=eve");
    let none = "404 NoSuchEntity The Public Key with id APKAXXXXXXXXXXXXXXXX cannot be found.";
    let with = |operation: &str, user: &str, id: &str, more: &str| {
        format!("{operation} UserName={user} SSHPublicKeyId={id} {more}")
    };
    let operations = [
        ("GetSSHPublicKey", "Encoding=SSH"),
        ("UpdateSSHPublicKey", "Status=Inactive"),
        ("DeleteSSHPublicKey", ""),
    ];
    for (operation, more) in operations {
        let script = with(operation, "bob", "APKAXXXXXXXXXXXXXXXX", more);
        assert_eq!(world.call(&root, &script).summary(), NO_BOB);
    }
    world.ok(&root, "CreateUser UserName=bob");
    let id = upload(&mut world, &root, "bob", LINE).get("SSHPublicKeyId");
    for (operation, more) in operations {
        let script = with(operation, "bob", "APKAXXXXXXXXXXXXXXXX", more);
        assert_eq!(world.call(&root, &script).summary(), none);
        let stranger = world.call(&root, &with(operation, "eve", &id, more));
        assert_eq!((stranger.status, stranger.get("Code").as_str()), (404, "NoSuchEntity"), "{operation}");
    }
    assert_eq!(
        world.call(&root, &with("UpdateSSHPublicKey", "bob", &id, "Status=Expired")).summary(),
        "400 ValidationError 1 validation error detected: Value at 'status' failed to satisfy constraint: \
         Member must satisfy enum value set: [Active, Inactive]"
    );
    world.ok(&root, &with("UpdateSSHPublicKey", "bob", &id, "Status=Inactive"));
    assert_eq!(
        world.ok(&root, &with("GetSSHPublicKey", "bob", &id, "Encoding=SSH")).get("Status"),
        "Inactive"
    );
    assert_eq!(
        world.call(&root, "DeleteUser UserName=bob").summary(),
        "409 DeleteConflict Cannot delete entity, must remove referenced objects first."
    );
    world.ok(&root, &with("DeleteSSHPublicKey", "bob", &id, ""));
    world.ok(&root, "DeleteUser UserName=bob");
}

#[test]
fn keys_are_listed_without_their_bodies_in_pages() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let empty = world.ok(&root, "ListSSHPublicKeys UserName=bob");
    assert!(empty.body.contains("<SSHPublicKeys/><IsTruncated>false</IsTruncated>"), "{}", empty.body);
    let mut ids: Vec<_> = OTHERS
        .iter()
        .take(3)
        .map(|body| upload(&mut world, &root, "bob", body).get("SSHPublicKeyId"))
        .collect();
    ids.sort();
    crate::seed::allow_user(
        &mut world,
        "bob",
        "p",
        r#"{"Effect":"Allow","Action":"iam:List*","Resource":"*"}"#,
    );
    let first = world.ok(&bob, "ListSSHPublicKeys MaxItems=2");
    assert_eq!(first.all("SSHPublicKeyId"), ids[..2]);
    assert_eq!(first.all("SSHPublicKeyBody"), [""; 0]);
    let marker = first.get("Marker");
    let second = world.ok(&bob, &format!("ListSSHPublicKeys Marker={marker}"));
    assert_eq!(second.all("SSHPublicKeyId"), ids[2..]);
    assert_eq!(second.get("IsTruncated"), "false");
    let nameless = "400 ValidationError Must specify userName when calling with non-User credentials";
    world.script(
        &root,
        &[
            ("ListSSHPublicKeys", nameless),
            ("ListSSHPublicKeys UserName=eve", "404 NoSuchEntity The user with name eve cannot be found."),
        ],
    );
}

#[test]
fn each_operation_asks_on_the_user() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.ok(&root, "CreateUser UserName=eve Path=/x/ Tags.member.1.Key=team Tags.member.1.Value=blue");
    let id = "APKAXXXXXXXXXXXXXXXX";
    let scripts = [
        format!("GetSSHPublicKey UserName=eve SSHPublicKeyId={id} Encoding=SSH"),
        "ListSSHPublicKeys UserName=eve".to_owned(),
        format!("UpdateSSHPublicKey UserName=eve SSHPublicKeyId={id} Status=Active"),
        format!("DeleteSSHPublicKey UserName=eve SSHPublicKeyId={id}"),
        "UploadSSHPublicKey UserName=eve SSHPublicKeyBody=x".to_owned(),
    ];
    for script in &scripts {
        let action = script.split(' ').next().unwrap();
        let denied = format!(
            "403 AccessDenied User: arn:aws:iam::{ACCOUNT}:user/bob is not authorized to perform: iam:{action} on \
             resource: user eve because no identity-based policy allows the iam:{action} \
             action"
        );
        assert_eq!(world.call(&bob, script).summary(), denied);
    }
    let tagged = r#"{"Effect":"Allow","Action":"iam:*SSHPublicKey*","Resource":"arn:aws:iam::*:user/x/*","Condition":{"StringEquals":{"aws:ResourceTag/team":"blue","iam:ResourceTag/team":"blue"}}}"#;
    crate::seed::allow_user(&mut world, "bob", "p", tagged);
    for script in &scripts {
        assert_ne!(world.call(&bob, script).status, 403, "{script}");
    }
    assert_eq!(world.call(&bob, "ListSSHPublicKeys").status, 403, "bob has another path and no tag");
}
