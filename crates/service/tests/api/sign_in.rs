// SPDX-License-Identifier: Apache-2.0
//! Sign-in of people: step by step, and what each step refuses.

#![expect(clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use portcullis_service::Reply;
use portcullis_service::sign_in::SignInLink;
use serde_json::{Value, json};

use crate::authenticator::assigned;
use crate::authenticator::security_key::SoftwareKey;
use crate::world::{ACCOUNT, Key, World};

const PASSWORD: &str = "Correct-horse-1";

/// A world with bob, who may do anything with himself.
fn with_bob() -> (World, Key) {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, &format!("CreateLoginProfile UserName=bob Password={PASSWORD}"));
    world.grant(&root, "bob", "own", "Allow iam:* *");
    (world, root)
}

fn step(world: &mut World, name: &str, body: &Value) -> Reply {
    world.visit("POST", &format!("/signin/v1/{name}"), &[], &body.to_string())
}

fn sign_in(world: &mut World, password: &str) -> Reply {
    step(world, "password", &json!({"account": ACCOUNT, "userName": "bob", "password": password}))
}

fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.response.body).unwrap()
}

fn text(reply: &Reply, pointer: &str) -> String {
    let body = body(reply);
    body.pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("no {pointer} in {body}"))
        .to_owned()
}

fn summary(reply: &Reply) -> String {
    match reply.response.status {
        200 => text(reply, "/outcome"),
        status => format!("{status} {}", text(reply, "/error/code")),
    }
}

fn key(reply: &Reply) -> Key {
    Key {
        id: text(reply, "/credentials/accessKeyId"),
        secret: text(reply, "/credentials/secretAccessKey"),
        token: Some(text(reply, "/credentials/sessionToken")),
    }
}

fn cookie(reply: &Reply) -> String {
    let found = reply.response.headers.iter().find(|(name, _)| name == "set-cookie");
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn audit(reply: &Reply) -> Value {
    serde_json::from_str(&reply.audit).unwrap()
}

#[test]
fn a_right_password_gives_a_session_that_may_do_what_its_user_may() {
    let (mut world, root) = with_bob();
    let reply = sign_in(&mut world, PASSWORD);
    assert_eq!(summary(&reply), "signedIn");
    assert_eq!(text(&reply, "/principal/arn"), format!("arn:aws:iam::{ACCOUNT}:user/bob"));
    let session = key(&reply);
    // IAM refuses sessions of GetSessionToken without MFA, and takes those that somebody signed in for.
    world.ok(&session, "GetUser");
    let user = world.ok(&root, "GetUser UserName=bob");
    assert!(user.get("PasswordLastUsed").starts_with("2026-"), "{}", user.body);
    let record = audit(&reply);
    assert_eq!(record["eventName"], "ConsoleLogin");
    assert_eq!(record["responseElements"]["ConsoleLogin"], "Success");
    assert_eq!(record["userIdentity"]["userName"], "bob");
    assert_eq!(record["additionalEventData"]["MFAUsed"], "No");
}

#[test]
fn the_account_may_be_named_by_its_alias() {
    let (mut world, root) = with_bob();
    world.ok(&root, "CreateAccountAlias AccountAlias=coffee");
    let given = json!({"account": "coffee", "userName": "BOB", "password": PASSWORD});
    assert_eq!(summary(&step(&mut world, "password", &given)), "signedIn");
}

#[test]
fn whatever_is_wrong_the_words_are_the_same() {
    let (mut world, root) = with_bob();
    world.ok(&root, "CreateUser UserName=eve");
    let wrong = [
        json!({"account": ACCOUNT, "userName": "bob", "password": "correct-horse-1"}),
        json!({"account": ACCOUNT, "userName": "bob", "password": ""}),
        json!({"account": ACCOUNT, "userName": "eve", "password": PASSWORD}),
        json!({"account": ACCOUNT, "userName": "nobody", "password": PASSWORD}),
        json!({"account": "999999999999", "userName": "bob", "password": PASSWORD}),
        json!({"account": "no-such-alias", "userName": "bob", "password": PASSWORD}),
        json!({"email": "root@example.com", "password": PASSWORD}),
        json!({"email": "nobody@example.com", "password": PASSWORD}),
    ];
    let replies: Vec<Reply> = wrong.iter().map(|given| step(&mut world, "password", given)).collect();
    for reply in &replies {
        assert_eq!(summary(reply), "401 AuthenticationFailed");
        assert_eq!(reply.response.body, replies[0].response.body);
        assert_eq!(reply.transition, None);
        let record = audit(reply);
        assert_eq!(record["errorMessage"], "Failed authentication");
        assert_eq!(record["responseElements"]["ConsoleLogin"], "Failure");
        assert!(!reply.audit.contains("horse"), "{}", reply.audit);
    }
    assert_eq!(audit(&replies[3])["userIdentity"]["userName"], "HIDDEN_DUE_TO_SECURITY_REASONS");
}

#[test]
fn a_step_refuses_what_it_cannot_read() {
    let (mut world, _) = with_bob();
    for (given, why) in [
        ("", "the body is not a JSON object"),
        ("[]", "the body is not a JSON object"),
        ("{}", "member `password` is missing"),
        (r#"{"password":7}"#, "member `password` is not a text"),
        (r#"{"password":"x"}"#, "give either `userName`, with `account`, or `email`"),
        (r#"{"password":"x","userName":"bob"}"#, "member `account` is missing"),
        (r#"{"password":"x","user":"bob"}"#, "unknown member `user`"),
    ] {
        let reply = world.visit("POST", "/signin/v1/password", &[], given);
        assert_eq!(summary(&reply), "400 InvalidRequest", "{given}");
        assert_eq!(text(&reply, "/error/message"), why);
    }
    assert_eq!(summary(&world.visit("GET", "/signin/v1/password", &[], "")), "405 MethodNotAllowed");
    assert_eq!(summary(&world.visit("POST", "/signin/v1/passwords", &[], "")), "404 NotFound");
}

#[test]
fn mfa_is_a_step_of_its_own() {
    let (mut world, root) = with_bob();
    let device = assigned(&mut world, &root, "bob", "phone");
    let first = sign_in(&mut world, PASSWORD);
    assert_eq!(summary(&first), "mfaRequired");
    assert_eq!(text(&first, "/devices/0/kind"), "virtual");
    assert_eq!(audit(&first)["eventName"], "CheckMfa");
    let continuation = text(&first, "/continuation");
    let give = |world: &mut World, code: &str| {
        let given = json!({"continuation": continuation, "serialNumber": device.serial, "code": code});
        step(world, "mfa", &given)
    };
    let wrong = device.wrong_code(world.now);
    let wrong = give(&mut world, &wrong);
    assert_eq!(summary(&wrong), "401 AuthenticationFailed");
    assert!(wrong.transition.is_some(), "a wrong code is remembered");
    let code = device.code(world.now + 1);
    let right = give(&mut world, &code);
    assert_eq!(summary(&right), "signedIn");
    assert_eq!(audit(&right)["additionalEventData"]["MFAUsed"], "Yes");
    assert_eq!(summary(&give(&mut world, &code)), "401 AuthenticationFailed", "no code works twice");
    // The session has MFA: a policy that asks for it is met.
    world.ok(&root, "DeleteUserPolicy UserName=bob PolicyName=own");
    let with_mfa = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetUser","Resource":"*",
        "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}"#;
    world.ok_with(&root, "PutUserPolicy UserName=bob PolicyName=mfa", &[("PolicyDocument", with_mfa)]);
    world.ok(&key(&right), "GetUser UserName=bob");
}

#[test]
fn a_continuation_is_for_its_step_its_time_and_its_password() {
    let (mut world, root) = with_bob();
    let device = assigned(&mut world, &root, "bob", "phone");
    let continuation = text(&sign_in(&mut world, PASSWORD), "/continuation");
    let reset = json!({"continuation": continuation, "newPassword": "Other-horse-1"});
    assert_eq!(summary(&step(&mut world, "new-password", &reset)), "401 ContinuationExpired");
    let mfa = |world: &mut World, continuation: &str| {
        let (serial, code) = (device.serial.clone(), device.code(world.now + 1));
        step(world, "mfa", &json!({"continuation": continuation, "serialNumber": serial, "code": code}))
    };
    assert_eq!(summary(&mfa(&mut world, "garbage")), "401 ContinuationExpired");
    world.now += 601;
    assert_eq!(summary(&mfa(&mut world, &continuation)), "401 ContinuationExpired");
    let continuation = text(&sign_in(&mut world, PASSWORD), "/continuation");
    world.ok(&root, "UpdateLoginProfile UserName=bob Password=Other-horse-1");
    assert_eq!(summary(&mfa(&mut world, &continuation)), "401 ContinuationExpired");
}

#[test]
fn a_password_that_must_be_reset_is_replaced_before_the_session_begins() {
    let (mut world, root) = with_bob();
    world.ok(&root, "UpdateLoginProfile UserName=bob PasswordResetRequired=true");
    let first = sign_in(&mut world, PASSWORD);
    assert_eq!(summary(&first), "newPasswordRequired");
    let continuation = text(&first, "/continuation");
    let set = |world: &mut World, new: &str| {
        step(world, "new-password", &json!({"continuation": continuation, "newPassword": new}))
    };
    assert_eq!(summary(&set(&mut world, "short")), "400 PasswordPolicyViolation");
    assert_eq!(summary(&set(&mut world, PASSWORD)), "400 PasswordPolicyViolation");
    assert_eq!(summary(&set(&mut world, "Correct-horse-2")), "signedIn");
    assert_eq!(summary(&set(&mut world, "Correct-horse-3")), "401 ContinuationExpired", "it is used up");
    assert_eq!(summary(&sign_in(&mut world, PASSWORD)), "401 AuthenticationFailed");
    assert_eq!(summary(&sign_in(&mut world, "Correct-horse-2")), "signedIn");
}

#[test]
fn an_expired_password_must_be_replaced_or_locks_its_user_out() {
    let (mut world, root) = with_bob();
    world.ok(&root, "UpdateAccountPasswordPolicy MaxPasswordAge=30");
    assert_eq!(summary(&sign_in(&mut world, PASSWORD)), "signedIn");
    world.now += 31 * 86_400;
    assert_eq!(summary(&sign_in(&mut world, PASSWORD)), "newPasswordRequired");
    world.ok(&root, "UpdateAccountPasswordPolicy MaxPasswordAge=30 HardExpiry=true");
    assert_eq!(summary(&sign_in(&mut world, PASSWORD)), "403 PasswordExpired");
}

#[test]
fn a_session_that_was_signed_out_is_refused_everywhere() {
    let (mut world, _) = with_bob();
    let first = sign_in(&mut world, PASSWORD);
    let other = sign_in(&mut world, PASSWORD);
    let set = cookie(&first);
    assert!(set.contains("; HttpOnly; SameSite=Lax; Secure"), "{set}");
    let held = set.split(';').next().unwrap().to_owned();
    let shown = world.visit("GET", "/signin/v1/session", &[("cookie", &held)], "");
    assert_eq!(text(&shown, "/credentials/accessKeyId"), key(&first).id);
    assert_eq!(summary(&world.visit("POST", "/signin/v1/sign-out", &[("cookie", &held)], "")), "signedOut");
    let shown = world.visit("GET", "/signin/v1/session", &[("cookie", &held)], "");
    assert_eq!(summary(&shown), "401 NoSession");
    assert_eq!(world.call(&key(&first), "GetUser").get("Code"), "ExpiredToken");
    world.ok(&key(&other), "GetUser");
    for headers in [vec![], vec![("cookie", "portcullis-session=garbage")], vec![("cookie", "a; b=c")]] {
        assert_eq!(summary(&world.visit("POST", "/signin/v1/sign-out", &headers, "")), "401 NoSession");
    }
}

#[test]
fn a_federated_session_signs_in_at_the_federation_endpoint() {
    let (mut world, root) = with_bob();
    world.ok_with(
        &root,
        "CreateRole RoleName=Cashier",
        &[("AssumeRolePolicyDocument", &crate::world::trust(&format!("arn:aws:iam::{ACCOUNT}:root")))],
    );
    let bob = world.ok(&root, "CreateAccessKey UserName=bob");
    let bob = Key { id: bob.get("AccessKeyId"), secret: bob.get("SecretAccessKey"), token: None };
    world.grant(&root, "bob", "assume", "Allow sts:* *");
    let role = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Cashier RoleSessionName=shift");
    let role = world.ok(&bob, &role).credentials();
    let guest = world.ok(&bob, "GetFederationToken Name=guest").credentials();
    let user = world.ok(&bob, "GetSessionToken").credentials();
    let token = |world: &mut World, key: &Key, more: &str| {
        let session =
            json!({"sessionId": key.id, "sessionKey": key.secret, "sessionToken": key.token}).to_string();
        let session = crate::world::escape(&session);
        world.visit("GET", &format!("/federation?Action=getSigninToken&Session={session}{more}"), &[], "")
    };
    let given = token(&mut world, &role, "&SessionDuration=7200");
    let sign_in_token = text(&given, "/SigninToken");
    assert_eq!(summary(&token(&mut world, &guest, "&SessionDuration=7200")), "400 InvalidRequest");
    let _guest_token = text(&token(&mut world, &guest, ""), "/SigninToken");
    assert_eq!(summary(&token(&mut world, &user, "")), "403 NotFederated");
    assert_eq!(summary(&token(&mut world, &role, "&SessionDuration=1")), "400 InvalidRequest");
    let forged = Key { secret: "x".into(), ..role.clone() };
    assert_eq!(summary(&token(&mut world, &forged, "")), "401 NoSession");
    let login = |world: &mut World, destination: &str, token: &str| {
        let destination = crate::world::escape(destination);
        let url = format!("/federation?Action=login&Destination={destination}&SigninToken={token}");
        world.visit("GET", &url, &[], "")
    };
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
        assert_eq!(
            summary(&login(&mut world, elsewhere, &sign_in_token)),
            "400 InvalidRequest",
            "{elsewhere}"
        );
    }
    assert_eq!(summary(&login(&mut world, "/console", "garbage")), "401 ContinuationExpired");
    let reply = login(&mut world, "https://iam.example.com/console?x=1", &sign_in_token);
    assert_eq!(reply.response.status, 302);
    assert!(reply.response.headers.contains(&("location".into(), "/console?x=1".into())));
    let held = cookie(&reply).split(';').next().unwrap().to_owned();
    let shown = world.visit("GET", "/signin/v1/session", &[("cookie", &held)], "");
    let arn = format!("arn:aws:sts::{ACCOUNT}:assumed-role/Cashier/shift");
    assert_eq!(text(&shown, "/principal/arn"), arn);
    assert_eq!(world.ok(&key(&shown), "GetCallerIdentity").get("Arn"), arn);
}

#[test]
fn where_browsers_come_over_tls_no_cookie_goes_without_it() {
    let proxied = (false, "https://iam.example.com", true);
    let own_tls = (true, "http://localhost:4599", true);
    for (secure, public_url, expected) in [proxied, own_tls, (false, "http://localhost:4599", false)] {
        let (mut world, root) = with_bob();
        world.secure = secure;
        world.settings.public_url = public_url.into();
        let begun = cookie(&sign_in(&mut world, PASSWORD));
        let bob = world.ok(&root, "CreateAccessKey UserName=bob");
        let bob = Key { id: bob.get("AccessKeyId"), secret: bob.get("SecretAccessKey"), token: None };
        world.grant(&root, "bob", "sts", "Allow sts:* *");
        let guest = world.ok(&bob, "GetFederationToken Name=guest").credentials();
        let session = json!({"sessionId": guest.id, "sessionKey": guest.secret, "sessionToken": guest.token})
            .to_string();
        let session = crate::world::escape(&session);
        let url = format!("/federation?Action=getSigninToken&Session={session}");
        let token = text(&world.visit("GET", &url, &[], ""), "/SigninToken");
        let url = format!("/federation?Action=login&Destination=%2F&SigninToken={token}");
        let federated = cookie(&world.visit("GET", &url, &[], ""));
        let held = begun.split(';').next().unwrap().to_owned();
        let ended = cookie(&world.visit("POST", "/signin/v1/sign-out", &[("cookie", &held)], ""));
        for set in [begun, federated, ended] {
            let of = format!("secure={secure} at {public_url}: {set}");
            assert!(set.contains("; HttpOnly; SameSite=Lax"), "{of}");
            assert_eq!(set.contains("; Secure"), expected, "{of}");
        }
    }
}

#[test]
fn the_root_user_changes_its_own_password_and_address() {
    let (mut world, _) = World::new();
    world.set_root_password(PASSWORD);
    let given = json!({"email": "Root@example.com", "password": PASSWORD});
    let reply = step(&mut world, "password", &given);
    assert_eq!(summary(&reply), "signedIn");
    assert_eq!(body(&reply)["warnings"].as_array().unwrap().len(), 2);
    let token = key(&reply).token.unwrap();
    let change = |world: &mut World, body: Value| {
        world.visit("POST", "/signin/v1/root", &[("x-amz-security-token", &token)], &body.to_string())
    };
    let wrong = change(&mut world, json!({"password": "x", "newPassword": "Other-horse-1"}));
    assert_eq!(summary(&wrong), "401 AuthenticationFailed");
    let none = change(&mut world, json!({"password": PASSWORD}));
    assert_eq!(summary(&none), "400 InvalidRequest");
    let no_address = change(&mut world, json!({"password": PASSWORD, "newEmail": "nobody"}));
    assert_eq!(summary(&no_address), "400 InvalidRequest");
    let both = json!({"password": PASSWORD, "newPassword": "Other-horse-1", "newEmail": "chief@example.com"});
    assert_eq!(summary(&change(&mut world, both)), "changed");
    assert_eq!(summary(&step(&mut world, "password", &given)), "401 AuthenticationFailed");
    let given = json!({"email": "chief@example.com", "password": "Other-horse-1"});
    assert_eq!(summary(&step(&mut world, "password", &given)), "signedIn");
}

#[test]
fn only_the_root_user_changes_the_root_user() {
    let (mut world, _) = with_bob();
    world.set_root_password(PASSWORD);
    let bob = key(&sign_in(&mut world, PASSWORD));
    let body = json!({"password": PASSWORD, "newPassword": "Other-horse-1"}).to_string();
    let headers = [("x-amz-security-token", bob.token.as_deref().unwrap())];
    assert_eq!(summary(&world.visit("POST", "/signin/v1/root", &headers, &body)), "403 NotRoot");
    assert_eq!(summary(&world.visit("POST", "/signin/v1/root", &[], &body)), "401 NoSession");
}

#[test]
fn links_to_providers_are_those_that_the_installation_names() {
    let (mut world, _) = with_bob();
    let links = |world: &mut World| world.visit("GET", "/signin/v1/links", &[], "");
    // What accounts have is told to nobody.
    let none = links(&mut world);
    assert_eq!(body(&none), json!({"links": []}));
    assert_eq!(
        (audit(&none)["eventName"].clone(), audit(&none)["readOnly"].clone()),
        (json!("ListSignInLinks"), json!(true))
    );
    let path = "/signin/v1/saml?provider=arn:aws:iam::111122223333:saml-provider/Office";
    world.settings.sign_in_links = vec![SignInLink::new("Office <1>".into(), path.into()).unwrap()];
    world.settings.public_url = "https://example.com/iam".into();
    let expected = json!({"links": [{"label": "Office <1>", "url": format!("/iam{path}")}]});
    assert_eq!(body(&links(&mut world)), expected);
}

#[test]
fn the_description_names_every_step_and_no_other() {
    let described: Value =
        serde_json::from_str(include_str!("../../../../docs/sign-in.openapi.json")).unwrap();
    let paths = described["paths"].as_object().unwrap();
    let described: Vec<(String, &str)> = paths
        .iter()
        .flat_map(|(path, of)| {
            of.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.as_str()))
        })
        .collect();
    let (mut world, _) = World::new();
    for (method, path) in &described {
        let status = world.visit(method, path, &[], "").response.status;
        assert!(!matches!(status, 404 | 405), "{method} {path}: {status}");
    }
    let steps = portcullis_service::sign_in::steps();
    assert_eq!(described.len(), steps.len());
    assert!(steps.iter().all(|(method, path)| described.contains(&((*method).to_owned(), path))));
}

#[test]
fn a_security_key_is_registered_by_who_is_signed_in_and_signs_in_with_the_password() {
    let (mut world, root) = with_bob();
    let mut held = SoftwareKey::new("https://iam.example.com", 1);
    let begin = |world: &mut World, key: &Key| {
        let headers = [("x-amz-security-token", key.token.as_deref().unwrap())];
        world.visit("POST", "/signin/v1/security-keys/begin", &headers, "{}")
    };
    let session = key(&sign_in(&mut world, PASSWORD));
    let begun = begin(&mut world, &session);
    assert_eq!(summary(&begun), "created");
    let response = held.register_json(&body(&begun)["options"]);
    let given = json!({"name": "key", "response": response}).to_string();
    assert_eq!(summary(&world.visit("POST", "/signin/v1/security-keys", &[], &given)), "401 NoSession");
    let headers = [("x-amz-security-token", session.token.as_deref().unwrap())];
    let made = world.visit("POST", "/signin/v1/security-keys", &headers, &given);
    assert_eq!(summary(&made), "enabled");
    let listed = world.ok(&root, "ListMFADevices UserName=bob");
    assert_eq!(listed.get("SerialNumber"), text(&made, "/serialNumber"));
    assert_eq!(
        summary(&world.visit("POST", "/signin/v1/security-keys", &headers, &given)),
        "400 InvalidRequest"
    );
    // From now on the password is not enough.
    let asked = sign_in(&mut world, PASSWORD);
    assert_eq!(
        (summary(&asked), text(&asked, "/devices/0/kind")),
        ("mfaRequired".into(), "securityKey".into())
    );
    let assertion = held.assert_json(&body(&asked)["securityKeyOptions"]);
    let continuation = text(&asked, "/continuation");
    let given = json!({"continuation": continuation, "assertion": assertion});
    let mut other = SoftwareKey::new("https://iam.example.com", 1);
    let forged = other.assert_json(&body(&asked)["securityKeyOptions"]);
    let forged = json!({"continuation": continuation, "assertion": forged});
    assert_eq!(summary(&step(&mut world, "mfa", &forged)), "401 AuthenticationFailed");
    let both = json!({"continuation": continuation, "assertion": assertion, "code": "123456"});
    assert_eq!(summary(&step(&mut world, "mfa", &both)), "400 InvalidRequest");
    let reply = step(&mut world, "mfa", &given);
    assert_eq!(
        (summary(&reply), audit(&reply)["additionalEventData"]["MFAUsed"].clone()),
        ("signedIn".into(), "Yes".into())
    );
    assert_eq!(
        summary(&step(&mut world, "mfa", &given)),
        "401 AuthenticationFailed",
        "an answer is taken once"
    );
    // Policies say who may register what.
    let session = key(&reply);
    crate::seed::allow_user(
        &mut world,
        "bob",
        "deny",
        r#"{"Effect":"Deny","Action":"iam:EnableMFADevice","Resource":"*","Condition":{"StringEquals":{"iam:RegisterSecurityKey":"Create"}}}"#,
    );
    assert_eq!(summary(&begin(&mut world, &session)), "403 AccessDenied");
}
