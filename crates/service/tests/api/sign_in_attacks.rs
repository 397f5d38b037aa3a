// SPDX-License-Identifier: Apache-2.0
//! What somebody tries who has some of what it takes to sign in, and not all.

#![expect(clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use portcullis_service::Reply;
use serde_json::{Value, json};

use crate::authenticator::{App, assigned};
use crate::world::{ACCOUNT, Key, World, escape, trust};

const PASSWORD: &str = "Correct-horse-1";

/// A world with bob, who may do anything with himself and with STS, and his key.
fn with_bob() -> (World, Key, Key) {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.ok(&root, &format!("CreateLoginProfile UserName=bob Password={PASSWORD}"));
    world.grant(&root, "bob", "own", "Allow iam:*,sts:* *");
    (world, root, bob)
}

fn step(world: &mut World, name: &str, body: &Value) -> Reply {
    world.visit("POST", &format!("/signin/v1/{name}"), &[], &body.to_string())
}

fn sign_in(world: &mut World, password: &str) -> Reply {
    step(world, "password", &json!({"account": ACCOUNT, "userName": "bob", "password": password}))
}

fn show_code(world: &mut World, continuation: &str, app: &App, code: &str) -> Reply {
    let given = json!({"continuation": continuation, "serialNumber": app.serial, "code": code});
    step(world, "mfa", &given)
}

fn text(reply: &Reply, pointer: &str) -> String {
    let body: Value = serde_json::from_slice(&reply.response.body).unwrap();
    body.pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("no {pointer} in {body}"))
        .to_owned()
}

/// The outcome, or the fault's code.
fn summary(reply: &Reply) -> String {
    reply.fault.clone().unwrap_or_else(|| text(reply, "/outcome"))
}

/// Asks for a sign-in token with a session.
fn sign_in_token(world: &mut World, key: &Key, more: &str) -> Reply {
    let session = json!({"sessionId": key.id, "sessionKey": key.secret, "sessionToken": key.token});
    let url = format!("/federation?Action=getSigninToken&Session={}{more}", escape(&session.to_string()));
    world.visit("GET", &url, &[], "")
}

/// Signs in with a sign-in token, and gives the cookie.
fn login(world: &mut World, token: &str) -> String {
    let reply =
        world.visit("GET", &format!("/federation?Action=login&Destination=/&SigninToken={token}"), &[], "");
    assert_eq!(reply.response.status, 302, "{:?}", reply.fault);
    let cookie = reply.response.headers.iter().find(|(name, _)| name == "set-cookie");
    cookie.unwrap().1.clone()
}

/// The credentials of a session, as a page is told them.
fn shown(world: &mut World, cookie: &str) -> Key {
    let cookie = cookie.split(';').next().unwrap();
    let shown = world.visit("GET", "/signin/v1/session", &[("cookie", cookie)], "");
    Key {
        id: text(&shown, "/credentials/accessKeyId"),
        secret: text(&shown, "/credentials/secretAccessKey"),
        token: Some(text(&shown, "/credentials/sessionToken")),
    }
}

#[test]
fn a_session_that_was_signed_in_does_not_sign_itself_in_again() {
    let (mut world, root, bob) = with_bob();
    let trusting = trust(&format!("arn:aws:iam::{ACCOUNT}:root"));
    world.ok_with(&root, "CreateRole RoleName=Till", &[("AssumeRolePolicyDocument", &trusting)]);
    let assume = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Till RoleSessionName=shift");
    let role = world.ok(&bob, &assume).credentials();
    let token = text(&sign_in_token(&mut world, &role, "&SessionDuration=43200"), "/SigninToken");
    let cookie = login(&mut world, &token);
    let signed_in = shown(&mut world, &cookie);
    world.now += 43_000;
    world.ok(&signed_in, "GetCallerIdentity");
    // Twelve hours each time would be forever.
    for more in ["", "&SessionDuration=43200"] {
        assert_eq!(summary(&sign_in_token(&mut world, &signed_in, more)), "NotFederated");
    }
}

#[test]
fn a_federated_user_who_signs_in_late_gains_no_time() {
    let (mut world, _, bob) = with_bob();
    let guest = world.ok(&bob, "GetFederationToken Name=guest DurationSeconds=1000").credentials();
    let token = text(&sign_in_token(&mut world, &guest, ""), "/SigninToken");
    let ends_at = world.now + 999;
    world.now += 800;
    let cookie = login(&mut world, &token);
    let left = ends_at - world.now;
    assert!(cookie.contains(&format!("; Max-Age={left};")), "{left}: {cookie}");
    let signed_in = shown(&mut world, &cookie);
    world.ok(&signed_in, "GetCallerIdentity");
    world.now = ends_at;
    assert_eq!(world.call(&signed_in, "GetCallerIdentity").get("Code"), "ExpiredToken");
}

#[test]
fn a_new_password_needs_the_device_that_was_assigned_meanwhile() {
    let (mut world, root, _) = with_bob();
    world.ok(&root, "UpdateLoginProfile UserName=bob PasswordResetRequired=true");
    let before = text(&sign_in(&mut world, PASSWORD), "/continuation");
    let app = assigned(&mut world, &root, "bob", "phone");
    let new = |continuation: &str| json!({"continuation": continuation, "newPassword": "Other-horse-1"});
    let refused = step(&mut world, "new-password", &new(&before));
    assert_eq!((summary(&refused), refused.transition), ("ContinuationExpired".into(), None));
    // With a code it is as it should be.
    let asked = text(&sign_in(&mut world, PASSWORD), "/continuation");
    let code = app.code(world.now + 1);
    let shown = show_code(&mut world, &asked, &app, &code);
    assert_eq!(summary(&shown), "newPasswordRequired");
    let shown = text(&shown, "/continuation");
    assert_eq!(summary(&step(&mut world, "new-password", &new(&shown))), "signedIn");
}

#[test]
fn whoever_knows_the_password_is_not_forgiven_wrong_codes_for_it() {
    let (mut world, root, _) = with_bob();
    let proven = |reply: &Reply| reply.attempt.as_ref().unwrap().proven;
    assert!(proven(&sign_in(&mut world, PASSWORD)));
    let app = assigned(&mut world, &root, "bob", "phone");
    let asked = sign_in(&mut world, PASSWORD);
    assert_eq!(summary(&asked), "mfaRequired");
    assert!(!proven(&asked), "half of it is proven");
    let continuation = text(&asked, "/continuation");
    let wrong = app.wrong_code(world.now);
    assert!(!proven(&show_code(&mut world, &continuation, &app, &wrong)));
    let code = app.code(world.now + 1);
    assert!(proven(&show_code(&mut world, &continuation, &app, &code)));
}

#[test]
fn an_attempt_counts_for_its_user_whatever_the_account_and_the_user_are_called() {
    let (mut world, root, _) = with_bob();
    world.ok(&root, "CreateAccountAlias AccountAlias=coffee");
    let app = assigned(&mut world, &root, "bob", "phone");
    let whose = |reply: &Reply| reply.attempt.as_ref().unwrap().who.clone();
    let mut names = Vec::new();
    for (account, name) in [(ACCOUNT, "bob"), ("coffee", "bob"), ("coffee", "BOB")] {
        let given = json!({"account": account, "userName": name, "password": "wrong"});
        names.push(whose(&step(&mut world, "password", &given)));
    }
    let continuation = text(&sign_in(&mut world, PASSWORD), "/continuation");
    let wrong = app.wrong_code(world.now);
    names.push(whose(&show_code(&mut world, &continuation, &app, &wrong)));
    assert_eq!(names, vec![format!("{ACCOUNT}/bob"); 4]);
    // Accounts that are not there are told apart too, and by nothing that tells that they are not.
    let given = json!({"account": "No-Such", "userName": "bob", "password": "wrong"});
    assert_eq!(whose(&step(&mut world, "password", &given)), "no-such/bob");
}

#[test]
fn a_new_password_is_told_apart_from_the_present_one_and_from_earlier_ones() {
    let (mut world, root, _) = with_bob();
    world.ok(&root, "UpdateAccountPasswordPolicy PasswordReusePrevention=2");
    let mut replace = |present: &str, new: &str| {
        world.ok(&root, "UpdateLoginProfile UserName=bob PasswordResetRequired=true");
        let continuation = text(&sign_in(&mut world, present), "/continuation");
        let reply =
            step(&mut world, "new-password", &json!({"continuation": continuation, "newPassword": new}));
        if reply.fault.is_some() { text(&reply, "/error/message") } else { summary(&reply) }
    };
    let (two, three) = ("Correct-horse-2", "Correct-horse-3");
    assert_eq!(replace(PASSWORD, PASSWORD), "The new password is the old one.");
    assert_eq!(replace(PASSWORD, two), "signedIn");
    assert_eq!(replace(two, PASSWORD), "Password cannot be the same as previously used passwords.");
    assert_eq!(replace(two, three), "signedIn");
    assert_eq!(replace(three, PASSWORD), "signedIn", "only so many are remembered");
}

#[test]
fn whoever_has_somebodys_key_does_not_guess_the_password_at_leisure() {
    let (mut world, root, bob) = with_bob();
    let change = |old: &str| {
        format!("Action=ChangePassword&Version=2010-05-08&OldPassword={old}&NewPassword=Other-horse-1")
    };
    let who = format!("{ACCOUNT}/bob");
    let attempt = |reply: &Reply| {
        let attempt = reply.attempt.clone()?;
        let has_failed = attempt.has_failed(reply.fault.as_deref());
        Some((attempt.who, attempt.proven, has_failed))
    };
    let wrong = world.send(&bob, "iam", &change("wrong"));
    assert_eq!(attempt(&wrong), Some((who.clone(), false, true)));
    // What is wrong with the new password is no wrong guess.
    let short = change(PASSWORD).replace("Other-horse-1", "short");
    assert_eq!(attempt(&world.send(&bob, "iam", &short)), Some((who.clone(), false, false)));
    assert_eq!(attempt(&world.send(&bob, "iam", &change(PASSWORD))), Some((who, true, false)));
    assert_eq!(attempt(&world.send(&root, "iam", &change(PASSWORD))), None);
    assert_eq!(attempt(&world.send(&bob, "iam", "Action=GetUser&Version=2010-05-08")), None);
    world.ok(&root, "DeleteUserPolicy UserName=bob PolicyName=own");
    assert_eq!(
        attempt(&world.send(&bob, "iam", &change("wrong"))),
        None,
        "whoever may not try has not tried"
    );
}
