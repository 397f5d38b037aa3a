// SPDX-License-Identifier: Apache-2.0
//! Who gets past the door, and what the others are told.

use portcullis_service::KnownCallers;

use crate::world::{ACCOUNT, Answer, Key, World};

const UNKNOWN: &str = "403 InvalidClientTokenId The security token included in the request is invalid.";

#[test]
fn a_wrong_secret_is_told_the_canonical_string() {
    let (mut world, root) = World::new();
    let wrong = Key { secret: "wrong".into(), ..root };
    let answer = world.call(&wrong, "GetCallerIdentity");
    assert!(answer.summary().starts_with(
        "403 SignatureDoesNotMatch The request signature we calculated does not match the signature you provided."
    ));
    assert!(
        answer.get("Message").contains("The Canonical String for this request should have been\n'POST\n/\n")
    );
}

#[test]
fn keys_that_do_not_exist_are_not_told_apart_from_keys_that_do_not_count() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    for id in ["AKIAIOSFODNN7EXAMPLE", "AKIA", "ASIAAAAAAAAAAAAAAAAA"] {
        let key = Key { id: id.into(), ..root.clone() };
        assert_eq!(world.call(&key, "GetCallerIdentity").summary(), UNKNOWN, "{id}");
    }
    let forged = Key { token: Some("bm90IGEgdG9rZW4=".into()), ..root.clone() };
    assert_eq!(world.call(&forged, "GetCallerIdentity").summary(), UNKNOWN);
    // A key that is switched off, and one that is gone, are refused at once.
    let script = format!("UpdateAccessKey UserName=bob AccessKeyId={} Status=Inactive", bob.id);
    world.ok(&root, &script);
    assert_eq!(world.call(&bob, "GetCallerIdentity").summary(), UNKNOWN);
    world.ok(&root, &script.replace("Inactive", "Active"));
    world.ok(&bob, "GetCallerIdentity");
    world.ok(&root, &format!("DeleteAccessKey UserName=bob AccessKeyId={}", bob.id));
    assert_eq!(world.call(&bob, "GetCallerIdentity").summary(), UNKNOWN);
}

/// Bob's whole life, from his first key to one who only has his name; what each call comes to.
fn life_of_bob(mut before_each: impl FnMut(&mut World)) -> Vec<Answer> {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let mut seen = Vec::new();
    let mut run = |world: &mut World, key: &Key, script: &str| {
        before_each(world);
        let answer = world.call(key, script);
        seen.push(answer.clone());
        answer
    };
    let switch = format!("UpdateAccessKey UserName=bob AccessKeyId={} Status=", bob.id);
    let delete = format!("DeleteAccessKey UserName=bob AccessKeyId={}", bob.id);
    let forged = Key { secret: "another secret".into(), ..bob.clone() };
    let administrator = "PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess";
    for by_root in [
        "TagUser UserName=bob Tags.member.1.Key=team Tags.member.1.Value=blue",
        &format!("AttachUserPolicy UserName=bob {administrator}"),
        &[&switch, "Inactive"].concat(),
        &[&switch, "Active"].concat(),
        &format!("DetachUserPolicy UserName=bob {administrator}"),
        "UpdateUser UserName=bob NewUserName=rob NewPath=/moved/",
        "UpdateUser UserName=rob NewUserName=bob",
        &delete,
        "DeleteUser UserName=bob",
        "CreateUser UserName=bob",
    ] {
        // Twice, so that the second finds what the first left.
        for _ in 0..2 {
            let session = run(&mut world, &bob, "GetSessionToken");
            if session.status == 200 {
                run(&mut world, &session.credentials(), "GetCallerIdentity");
            }
            for script in ["GetCallerIdentity", "GetUser UserName=bob"] {
                run(&mut world, &bob, script);
                run(&mut world, &forged, script);
            }
        }
        let answer = run(&mut world, &root, by_root);
        assert_eq!(answer.status, 200, "{by_root}: {}", answer.body);
    }
    run(&mut world, &bob, "GetCallerIdentity");
    seen
}

#[test]
fn what_is_remembered_of_callers_changes_nothing() {
    let remembering = life_of_bob(|_| ());
    let forgetting = life_of_bob(|world| world.settings.known_callers = KnownCallers::default());
    assert_eq!(remembering.len(), forgetting.len());
    for (one, other) in remembering.iter().zip(&forgetting) {
        assert_eq!((one.status, &one.body, &one.audit), (other.status, &other.body, &other.audit));
    }
    // Neither always refused nor always served.
    let served = remembering.iter().filter(|answer| answer.status == 200).count();
    assert!(served > 40 && remembering.len() - served > 40, "{served} of {}", remembering.len());
}

#[test]
fn the_session_of_one_key_does_not_serve_another() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let session = world.ok(&bob, "GetSessionToken").credentials();
    let without = Key { token: None, ..session.clone() };
    assert_eq!(world.call(&without, "GetCallerIdentity").summary(), UNKNOWN);
    let swapped = Key { token: session.token.clone(), ..root.clone() };
    assert_eq!(world.call(&swapped, "GetCallerIdentity").summary(), UNKNOWN);
    let secret = Key { secret: root.secret.clone(), ..session.clone() };
    assert!(world.call(&secret, "GetCallerIdentity").summary().starts_with("403 SignatureDoesNotMatch"));
    world.ok(&session, "GetCallerIdentity");
}

#[test]
fn the_user_of_a_session_must_still_be_there() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let session = world.ok(&bob, "GetSessionToken").credentials();
    world.ok(&root, &format!("DeleteAccessKey UserName=bob AccessKeyId={}", bob.id));
    world.ok(&session, "GetCallerIdentity");
    world.ok(&root, "DeleteUser UserName=bob");
    assert_eq!(world.call(&session, "GetCallerIdentity").summary(), UNKNOWN);
    world.user(&root, "bob");
    assert_eq!(world.call(&session, "GetCallerIdentity").summary(), UNKNOWN);
}

#[test]
fn a_key_signs_for_the_service_it_is_scoped_to() {
    let (mut world, root) = World::new();
    let body = "Action=GetCallerIdentity&Version=2011-06-15";
    assert_eq!(world.send(&root, "sts", body).response.status, 200);
    let other = world.send(&root, "s3", body);
    assert_eq!(other.response.status, 403);
    let text = String::from_utf8(other.response.body).unwrap();
    assert!(text.contains("Credential should be scoped to correct service"), "{text}");
}

#[test]
fn what_is_not_there_says_so_by_name() {
    let (mut world, root) = World::new();
    world.script(
        &root,
        &[
            ("MakeCoffee", "400 InvalidAction Could not find operation MakeCoffee for version 2010-05-08"),
            (
                "GetOrganizationsAccessReport",
                "501 NotImplemented operation `GetOrganizationsAccessReport` is known but not implemented by this \
                 server",
            ),
        ],
    );
    // Nobody learns what is there without a valid signature.
    let stranger = Key { id: "AKIAIOSFODNN7EXAMPLE".into(), ..root };
    assert_eq!(world.call(&stranger, "GetOrganizationsAccessReport").summary(), UNKNOWN);
}

#[test]
fn the_audit_record_names_the_caller_and_hides_secrets() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    let made = world.ok(&root, "CreateAccessKey UserName=bob");
    let secret = made.get("SecretAccessKey");
    assert!(!made.audit.contains(&secret), "{}", made.audit);
    for part in [
        r#""eventSource":"iam.amazonaws.com","eventName":"CreateAccessKey""#,
        r#""userIdentity":{"type":"Root","principalId":"111122223333","arn":"arn:aws:iam::111122223333:root""#,
        r#""requestParameters":{"userName":"bob"}"#,
        r#""secretAccessKey":"HIDDEN_DUE_TO_SECURITY_REASONS""#,
        r#""sourceIPAddress":"127.0.0.1","userAgent":"world/1.0""#,
        r#""readOnly":false,"eventType":"AwsApiCall""#,
    ] {
        assert!(made.audit.contains(part), "{part} in {}", made.audit);
    }
    let bob = Key { id: made.get("AccessKeyId"), secret, token: None };
    let denied = world.call(&bob, "CreateUser UserName=eve");
    assert!(denied.audit.contains(r#""errorCode":"AccessDenied","errorMessage":"User: arn:aws:iam::"#));
    assert!(denied.audit.contains(r#""responseElements":null"#));
    let session = world.ok(&bob, "GetSessionToken");
    assert!(!session.audit.contains(&session.get("SessionToken")));
    let called = world.ok(&session.credentials(), "GetCallerIdentity");
    assert!(
        called.audit.contains(r#""sessionContext":{"attributes":{"creationDate":"2026-01-02T03:"#),
        "{}",
        called.audit
    );
    assert!(called.audit.contains(&format!(r#""accountId":"{ACCOUNT}""#)));
}

/// Callers are remembered with what was read of their accounts. None of it may outlive the state it was read of.
#[test]
fn whatever_changes_about_a_known_caller_counts_at_once() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.grant(&root, "bob", "Reading", "Allow iam:GetUser *");
    let arn = |name: &str| format!("arn:aws:iam::111122223333:user/{name}");
    for change in
        ["TagUser UserName=bob Tags.member.1.Key=a Tags.member.1.Value=b", "CreateUser UserName=eve"]
    {
        for _ in 0..2 {
            assert_eq!(world.ok(&bob, "GetCallerIdentity").get("Arn"), arn("bob"));
            world.ok(&bob, "GetUser");
        }
        world.ok(&root, change);
    }
    world.ok(&root, "UpdateUser UserName=bob NewUserName=rob NewPath=/staff/");
    let renamed = world.ok(&bob, "GetCallerIdentity");
    assert_eq!(renamed.get("Arn"), arn("staff/rob"));
    assert!(
        renamed.audit.contains("\"userName\":\"rob\"") && !renamed.audit.contains("bob"),
        "{}",
        renamed.audit
    );
    world.ok(&bob, "GetUser");
    world.ok(&root, "DeleteUserPolicy UserName=rob PolicyName=Reading");
    assert_eq!(world.call(&bob, "GetUser").status, 403, "what allowed it is gone");
    world.ok(&root, &format!("DeleteAccessKey UserName=rob AccessKeyId={}", bob.id));
    assert_eq!(world.call(&bob, "GetCallerIdentity").status, 403, "the key is gone");
    world.ok(&root, "CreateUser UserName=bob");
    assert_eq!(world.call(&bob, "GetCallerIdentity").status, 403, "another bob is another user");
}
