// SPDX-License-Identifier: Apache-2.0
//! Trust policies: who may be named, and that a name stands for the one who had it then (rule P-6).

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::world::{ACCOUNT, Key, World, percent_decode, trust};
use portcullis_directory::identifier::AccountId;

const OTHER: &str = "444455556666";

fn create(world: &mut World, key: &Key, name: &str, document: &str) -> crate::world::Answer {
    world.call_with(key, &format!("CreateRole RoleName={name}"), &[("AssumeRolePolicyDocument", document)])
}

fn made(world: &mut World, key: &Key, name: &str, document: &str) {
    let answer = create(world, key, name, document);
    assert_eq!(answer.summary(), "OK", "{document}");
}

/// The trust policy that GetRole shows.
fn shown(world: &mut World, key: &Key, name: &str) -> String {
    percent_decode(&world.ok(key, &format!("GetRole RoleName={name}")).get("AssumeRolePolicyDocument"))
}

/// The trust policy as the record holds it.
fn stored(world: &World, name: &str) -> String {
    let account: AccountId = ACCOUNT.parse().unwrap();
    world.directory.account(account).unwrap().roles.named(name).unwrap().trust_policy.text().to_owned()
}

fn invalid(principal: &str) -> String {
    format!("400 MalformedPolicyDocument Invalid principal in policy: \"AWS\":\"{principal}\"")
}

#[test]
fn p_6_a_user_is_stored_by_id_and_shown_by_arn_while_there() {
    let (mut world, root) = World::new();
    let user = world.ok(&root, "CreateUser UserName=Bob Path=/team/").get("UserId");
    let named = trust("arn:aws:iam::111122223333:user/team/Bob");
    let created = create(&mut world, &root, "R", &named);
    // CreateRole shows what was written, not what is stored.
    assert_eq!(percent_decode(&created.get("AssumeRolePolicyDocument")), named);
    assert_eq!(stored(&world, "R"), trust(&user));
    assert_eq!(shown(&mut world, &root, "R"), named);

    world.ok(&root, "DeleteUser UserName=Bob");
    assert_eq!(shown(&mut world, &root, "R"), trust(&user), "the id of the one who is gone");
    let again = world.ok(&root, "CreateUser UserName=Bob Path=/team/").get("UserId");
    assert_ne!(again, user);
    assert_eq!(shown(&mut world, &root, "R"), trust(&user), "another of the same name is not meant");

    // What is shown cannot be written back, since nobody has this id; naming the new one works.
    let script = "UpdateAssumeRolePolicy RoleName=R";
    let stale = trust(&user);
    let answer = world.call_with(&root, script, &[("PolicyDocument", &stale)]);
    assert_eq!(answer.summary(), invalid(&user));
    world.ok_with(&root, script, &[("PolicyDocument", &named)]);
    assert_eq!((stored(&world, "R"), shown(&mut world, &root, "R")), (trust(&again), named));
}

#[test]
fn p_6_a_renamed_or_moved_user_stays_trusted_under_the_new_arn() {
    let (mut world, root) = World::new();
    let user = world.ok(&root, "CreateUser UserName=Bob").get("UserId");
    made(&mut world, &root, "R", &trust("arn:aws:iam::111122223333:user/Bob"));
    world.ok(&root, "UpdateUser UserName=Bob NewUserName=Robert NewPath=/staff/");
    assert_eq!(shown(&mut world, &root, "R"), trust("arn:aws:iam::111122223333:user/staff/Robert"));
    assert_eq!(stored(&world, "R"), trust(&user));
    // The name that has become free is someone else's now.
    world.ok(&root, "CreateUser UserName=Bob");
    assert_eq!(shown(&mut world, &root, "R"), trust("arn:aws:iam::111122223333:user/staff/Robert"));
}

#[test]
fn p_6_a_role_is_stored_by_id_and_not_trusted_once_made_again() {
    let (mut world, root) = World::new();
    let open = trust(ACCOUNT);
    let id = create(&mut world, &root, "Caller", &open).get("RoleId");
    let named = trust("arn:aws:iam::111122223333:role/Caller");
    made(&mut world, &root, "R", &named);
    assert_eq!((stored(&world, "R"), shown(&mut world, &root, "R")), (trust(&id), named.clone()));
    world.ok(&root, "DeleteRole RoleName=Caller");
    let again = create(&mut world, &root, "Caller", &open).get("RoleId");
    assert_ne!(again, id);
    assert_eq!(shown(&mut world, &root, "R"), trust(&id));
    // In lists and instance profiles it is the same.
    assert!(percent_decode(&world.ok(&root, "ListRoles").body).contains(&trust(&id)));
    world.ok(&root, "CreateInstanceProfile InstanceProfileName=I");
    world.ok(&root, "AddRoleToInstanceProfile InstanceProfileName=I RoleName=R");
    let profile = world.ok(&root, "GetInstanceProfile InstanceProfileName=I");
    assert_eq!(percent_decode(&profile.get("AssumeRolePolicyDocument")), trust(&id));
}

#[test]
fn p_6_a_role_may_name_itself_once_it_is_there() {
    let (mut world, root) = World::new();
    let own = trust("arn:aws:iam::111122223333:role/R");
    assert_eq!(create(&mut world, &root, "R", &own).summary(), invalid("arn:aws:iam::111122223333:role/R"));
    made(&mut world, &root, "R", &trust(ACCOUNT));
    world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=R", &[("PolicyDocument", &own)]);
    assert_eq!(shown(&mut world, &root, "R"), own);
}

#[test]
fn p_6_users_and_roles_of_other_accounts_are_turned_too() {
    let (mut world, root) = World::new();
    let other = world.account(OTHER);
    let user = world.ok(&other, "CreateUser UserName=Eve").get("UserId");
    let named = trust("arn:aws:iam::444455556666:user/Eve");
    made(&mut world, &root, "R", &named);
    assert_eq!((stored(&world, "R"), shown(&mut world, &root, "R")), (trust(&user), named));
    world.ok(&other, "DeleteUser UserName=Eve");
    world.ok(&other, "CreateUser UserName=Eve");
    assert_eq!(shown(&mut world, &root, "R"), trust(&user));
}

#[test]
fn p_6_the_id_of_one_who_is_there_may_be_written_and_shows_as_the_arn() {
    let (mut world, root) = World::new();
    let user = world.ok(&root, "CreateUser UserName=Bob").get("UserId");
    made(&mut world, &root, "R", &trust(&user));
    assert_eq!(shown(&mut world, &root, "R"), trust("arn:aws:iam::111122223333:user/Bob"));
}

#[test]
fn p_2_what_has_no_unique_id_is_stored_as_it_was_written() {
    let (mut world, root) = World::new();
    made(&mut world, &root, "Caller", &trust(ACCOUNT));
    for principal in [
        ACCOUNT,
        "*",
        "arn:aws:iam::111122223333:root",
        // An account need not be here to be named.
        "999988887777",
        "arn:aws:iam::999988887777:root",
        "arn:aws:sts::111122223333:assumed-role/Caller/session",
        "arn:aws:sts::111122223333:federated-user/Bob",
    ] {
        let document = trust(principal);
        world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=Caller", &[("PolicyDocument", &document)]);
        assert_eq!(stored(&world, "Caller"), document);
        assert_eq!(shown(&mut world, &root, "Caller"), document);
    }
}

#[test]
fn p_3_p_5_principals_that_are_nobody_are_refused_by_name() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=Bob Path=/team/");
    made(&mut world, &root, "Caller", &trust(ACCOUNT));
    for principal in [
        "arn:aws:iam::111122223333:user/nobody",
        // The path is part of the name, and the case counts.
        "arn:aws:iam::111122223333:user/Bob",
        "arn:aws:iam::111122223333:user/other/Bob",
        "arn:aws:iam::111122223333:user/team/bob",
        "arn:aws:iam::111122223333:role/caller",
        "arn:aws:iam::111122223333:role/team/Caller",
        // A wildcard stands for everyone or for nothing.
        "arn:aws:iam::111122223333:user/*",
        "arn:aws:iam::111122223333:user/team/*",
        "arn:aws:iam::111122223333:*",
        // Another kind of thing, another partition, another account, another form.
        "arn:aws:iam::111122223333:group/Bob",
        "arn:aws:iam::111122223333:user/team/Caller",
        "arn:aws-cn:iam::111122223333:root",
        "arn:aws:iam:us-east-1:111122223333:root",
        "arn:aws:iam::111122223333:root/x",
        "arn:aws:iam::444455556666:user/team/Bob",
        "arn:aws:iam::1111:root",
        "arn:aws:s3:::bucket",
        "arn:aws:sts::111122223333:assumed-role/Gone/session",
        "arn:aws:sts::111122223333:assumed-role/caller/session",
        "arn:aws:sts::111122223333:assumed-role/Caller",
        "arn:aws:sts::111122223333:assumed-role/Caller/",
        "arn:aws:sts::111122223333:assumed-role/team/Caller/session",
        "arn:aws:sts::111122223333:federated-user/",
        "arn:aws:sts::111122223333:federated-user/a/b",
        "AIDAAAAAAAAAAAAAAAAAA",
        "AROAEXAMPLEEXAMPLEEXA",
        "AGPAEXAMPLEEXAMPLEEXA",
        "11112222333",
        "Bob",
        "",
    ] {
        let answer = create(&mut world, &root, "R", &trust(principal));
        assert_eq!((answer.summary(), answer.changes), (invalid(principal), 0));
    }
}

/// Formatting, order and everything that names nobody stays to the byte.
#[test]
fn documents_come_back_to_the_byte_with_all_their_principals() {
    let (mut world, root) = World::new();
    let other = world.account(OTHER);
    let bob = world.ok(&root, "CreateUser UserName=Bob").get("UserId");
    let eve = world.ok(&other, "CreateUser UserName=Eve Path=/a/").get("UserId");
    let caller = create(&mut world, &root, "Caller", &trust(ACCOUNT)).get("RoleId");
    let (user, foreign, role) = (
        "arn:aws:iam::111122223333:user/Bob",
        "arn:aws:iam::444455556666:user/a/Eve",
        "arn:aws:iam::111122223333:role/Caller",
    );
    for document in [
        // Several principals, also twice, of several kinds, in several statements, in an order of their own.
        format!(
            r#"{{"Statement":[{{"Principal":{{"AWS":["{role}","{ACCOUNT}","{user}","{user}"],"Service":["ec2.amazonaws.com"]}},"Action":["sts:AssumeRole","sts:TagSession"],"Effect":"Allow","Sid":"a"}},{{"Effect":"Deny","Principal":{{"Service":"ec2.amazonaws.com","AWS":"{foreign}"}},"Action":"sts:AssumeRole"}}],"Version":"2012-10-17"}}"#
        ),
        // White space of every kind; a single statement that is no list.
        format!(
            "\r\n{{\t\"Version\" : \"2012-10-17\",\n  \"Statement\" : {{ \"Effect\":\"Allow\" , \"Principal\" : {{ \"AWS\" : \
             [ \"{user}\" ,\n\t\"{foreign}\" ] }},\"Action\":\"sts:AssumeRole\"}}\n}}\n"
        ),
        // Letters of more than one byte before, between and after; names that look like principals but are none.
        format!(
            r#"{{"Version":"2012-10-17","Id":"Größe é {user}","Statement":[{{"Sid":"x","Effect":"Allow","Principal":{{"AWS":["{user}","{role}"]}},"Action":"sts:AssumeRole","Condition":{{"StringEquals":{{"sts:ExternalId":["ÿ¿½","{user}","{bob}"]}}}}}},{{"Effect":"Allow","Principal":{{"AWS":"{foreign}"}},"Action":"sts:AssumeRole","Condition":{{"StringLike":{{"sts:RoleSessionName":"\u00e9\"*\\"}}}}}}]}}"#
        ),
    ] {
        world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=Caller", &[("PolicyDocument", &document)]);
        assert_eq!(shown(&mut world, &root, "Caller"), document);
        let stored = stored(&world, "Caller");
        for (arn, id) in [(user, &bob), (foreign, &eve), (role, &caller)] {
            let named = document.matches(&format!("\"{arn}\"")).count();
            let quoted = document.matches("\"sts:ExternalId\"").count();
            let in_condition = if arn == user { quoted } else { 0 };
            assert_eq!(stored.matches(&format!("\"{arn}\"")).count(), in_condition, "{stored}");
            assert_eq!(stored.matches(&format!("\"{id}\"")).count(), named.max(in_condition), "{stored}");
        }
    }
}

#[test]
fn an_arn_that_is_written_with_escapes_is_read_as_what_it_means() {
    let (mut world, root) = World::new();
    let user = world.ok(&root, "CreateUser UserName=Bob").get("UserId");
    made(&mut world, &root, "R", &trust(r"arn:aws:iam::111122223333:user\/\u0042ob"));
    assert_eq!(stored(&world, "R"), trust(&user));
    assert_eq!(shown(&mut world, &root, "R"), trust("arn:aws:iam::111122223333:user/Bob"));
}

/// What a caller gets who asks for a session of the role `R`.
fn assume(world: &mut World, key: &Key) -> crate::world::Answer {
    world.call(key, "AssumeRole RoleArn=arn:aws:iam::111122223333:role/R RoleSessionName=till-1")
}

fn refused(caller: &str) -> String {
    format!(
        "403 AccessDenied User: arn:aws:{caller} is not authorized to perform: sts:AssumeRole on resource: \
         arn:aws:iam::111122223333:role/R"
    )
}

#[test]
fn p_6_a_new_user_of_a_trusted_name_cannot_assume() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "Bob");
    made(&mut world, &root, "R", &trust("arn:aws:iam::111122223333:user/Bob"));
    assert_eq!(assume(&mut world, &bob).summary(), "OK");
    world.ok(&root, &format!("DeleteAccessKey UserName=Bob AccessKeyId={}", bob.id));
    world.ok(&root, "DeleteUser UserName=Bob");
    let bob = world.user(&root, "Bob");
    let answer = assume(&mut world, &bob);
    assert!(answer.summary().starts_with(&refused("iam::111122223333:user/Bob")), "{}", answer.body);
    // The name written anew means the new one.
    let named = trust("arn:aws:iam::111122223333:user/Bob");
    world.ok_with(&root, "UpdateAssumeRolePolicy RoleName=R", &[("PolicyDocument", &named)]);
    assert_eq!(assume(&mut world, &bob).summary(), "OK");
}

#[test]
fn p_6_a_renamed_user_can_still_assume_and_the_heir_of_the_name_cannot() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "Bob");
    made(&mut world, &root, "R", &trust("arn:aws:iam::111122223333:user/Bob"));
    world.ok(&root, "UpdateUser UserName=Bob NewUserName=Robert NewPath=/staff/");
    let heir = world.user(&root, "Bob");
    assert_eq!(assume(&mut world, &bob).summary(), "OK");
    let answer = assume(&mut world, &heir);
    assert!(answer.summary().starts_with(&refused("iam::111122223333:user/Bob")), "{}", answer.body);
}

#[test]
fn p_6_sessions_of_a_role_that_was_made_again_cannot_assume() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "Bob");
    let open = trust("arn:aws:iam::111122223333:user/Bob");
    let session = |world: &mut World| {
        let script = "AssumeRole RoleArn=arn:aws:iam::111122223333:role/Caller RoleSessionName=till-1";
        world.ok(&bob, script).credentials()
    };
    made(&mut world, &root, "Caller", &open);
    made(&mut world, &root, "R", &trust("arn:aws:iam::111122223333:role/Caller"));
    let first = session(&mut world);
    assert_eq!(assume(&mut world, &first).summary(), "OK");
    world.ok(&root, "DeleteRole RoleName=Caller");
    made(&mut world, &root, "Caller", &open);
    let second = session(&mut world);
    let answer = assume(&mut world, &second);
    let caller = "sts::111122223333:assumed-role/Caller/till-1";
    assert!(answer.summary().starts_with(&refused(caller)), "{}", answer.body);
    // Nor does the session of the one that is gone work any more, for anything.
    assert_eq!(assume(&mut world, &first).status, 403);
}

#[test]
fn p_6_a_deny_follows_the_one_it_was_written_against() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "Bob");
    world.grant(&root, "Bob", "p", "Allow sts:AssumeRole *");
    let document = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":"sts:AssumeRole"}},{{"Effect":"Deny","Principal":{{"AWS":["arn:aws:iam::{ACCOUNT}:user/Bob"]}},"Action":"sts:AssumeRole"}}]}}"#
    );
    made(&mut world, &root, "R", &document);
    world.ok(&root, "UpdateUser UserName=Bob NewUserName=Robert");
    let answer = assume(&mut world, &bob);
    assert!(answer.summary().starts_with(&refused("iam::111122223333:user/Robert")), "{}", answer.body);
    assert_eq!(shown(&mut world, &root, "R"), document.replace("user/Bob", "user/Robert"));
}
