// SPDX-License-Identifier: Apache-2.0
//! Sessions made with an MFA code: what is taken for a code, what such a session may, and what the code is worth.

use crate::authenticator::{App, assigned, device};
use crate::world::{ACCOUNT, Answer, Key, World, document};

const WRONG_CODE: &str =
    "403 AccessDenied MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const NOT_YOURS: &str = "403 AccessDenied MultiFactorAuthentication failed, unable to validate MFA code.  Please \
                         verify your MFA serial number is valid and associated with this user.";
const ONLY_ONE: &str = "403 AccessDenied MultiFactorAuthentication failed, must provide both MFA serial number and one \
                        time pass code. ";

/// AWS's example of a policy by which users set up MFA themselves, and without which they may do nothing else.
const SELF_MANAGED: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Sid":"AllowViewAccountInfo","Effect":"Allow","Action":["iam:GetAccountPasswordPolicy","iam:ListVirtualMFADevices"],"Resource":"*"},
    {"Sid":"AllowManageOwnAccessKeys","Effect":"Allow","Action":["iam:CreateAccessKey","iam:DeleteAccessKey","iam:ListAccessKeys"],
     "Resource":"arn:aws:iam::*:user/${aws:username}"},
    {"Sid":"AllowManageOwnVirtualMFADevice","Effect":"Allow","Action":"iam:CreateVirtualMFADevice","Resource":"arn:aws:iam::*:mfa/*"},
    {"Sid":"AllowManageOwnUserMFA","Effect":"Allow","Resource":"arn:aws:iam::*:user/${aws:username}",
     "Action":["iam:DeactivateMFADevice","iam:EnableMFADevice","iam:GetUser","iam:GetMFADevice","iam:ListMFADevices","iam:ResyncMFADevice"]},
    {"Sid":"DenyAllExceptListedIfNoMFA","Effect":"Deny","Resource":"*",
     "NotAction":["iam:CreateVirtualMFADevice","iam:EnableMFADevice","iam:GetUser","iam:GetMFADevice","iam:ListMFADevices",
                  "iam:ListVirtualMFADevices","iam:ResyncMFADevice","sts:GetSessionToken"],
     "Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}]}"#;

#[test]
fn users_set_up_mfa_themselves_and_may_do_nothing_else_without() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let policy = [("PolicyDocument", SELF_MANAGED)];
    world.ok_with(&root, "PutUserPolicy UserName=bob PolicyName=self", &policy);
    world.grant(&root, "bob", "work", "Allow iam:ListUsers *");
    let denied =
        |answer: &Answer| answer.summary().contains("with an explicit deny in an identity-based policy");
    assert!(denied(&world.call(&bob, "ListUsers")) && denied(&world.call(&bob, "CreateAccessKey")));
    assert!(
        world.call(&bob, "ListMFADevices UserName=eve").summary().contains("no identity-based policy allows")
    );
    let app = device(&mut world, &bob, "bob");
    let codes = app.codes(world.now - 29);
    world.ok(&bob, &format!("EnableMFADevice UserName=bob {codes}"));
    assert_eq!(world.ok(&bob, "ListMFADevices").all("SerialNumber"), [&*app.serial]);
    assert!(denied(&world.call(&bob, "ListUsers")), "a device alone is no proof");
    assert!(denied(&world.call(&bob, &format!("DeactivateMFADevice SerialNumber={}", app.serial))));
    world.now += 60;
    let session = world.ok(&bob, &format!("GetSessionToken {}", app.token(world.now))).credentials();
    assert_eq!(world.ok(&session, "ListUsers").all("UserName"), ["bob"]);
    assert_eq!(world.call(&session, "CreateAccessKey").summary(), "OK");
    let deactivate = format!("DeactivateMFADevice SerialNumber={}", app.serial);
    assert_eq!(world.call(&session, &deactivate).summary(), "OK");
}

#[test]
fn only_a_code_of_the_callers_own_device_is_taken_and_only_once() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.user(&root, "eve");
    let app = assigned(&mut world, &root, "bob", "phone");
    let hers = assigned(&mut world, &root, "eve", "hers");
    let spare = device(&mut world, &root, "spare");
    let elsewhere = world.account("222233334444");
    world.ok(&elsewhere, "CreateUser UserName=bob");
    let foreign = assigned(&mut world, &elsewhere, "bob", "phone");
    let now = world.now;
    let serial = &app.serial;
    let good = app.token(now);
    for (parameters, expected) in [
        (format!("SerialNumber={serial}"), ONLY_ONE),
        (format!("TokenCode={}", app.code(now)), ONLY_ONE),
        (hers.token(now), NOT_YOURS),
        (spare.token(now), NOT_YOURS),
        (foreign.token(now), NOT_YOURS),
        (good.replace("mfa/phone", "mfa/absent"), NOT_YOURS),
        (good.replace("mfa/phone", "mfa/Phone"), NOT_YOURS),
        (good.replace(&format!("mfa/{}", "phone"), "user/bob"), NOT_YOURS),
        (format!("SerialNumber={serial} TokenCode={}", hers.code(now)), WRONG_CODE),
        (format!("SerialNumber={serial} TokenCode={}", app.wrong_code(now)), WRONG_CODE),
        (good.clone(), "OK"),
        (good.clone(), WRONG_CODE),
    ] {
        let answer = world.call(&bob, &format!("GetSessionToken {parameters}"));
        assert_eq!(answer.summary(), expected, "{parameters}");
        assert!(!answer.audit.contains(&app.code(now)), "{}", answer.audit);
    }
    let once = world.call(&bob, "GetSessionToken SerialNumber=x TokenCode=12a456");
    assert!(
        once.summary().starts_with("400 ValidationError 2 validation errors detected"),
        "{}",
        once.summary()
    );
}

#[test]
fn wrong_codes_are_counted_and_slowed_down_durably() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let app = assigned(&mut world, &root, "bob", "phone");
    // The calls of this test fall into one step.
    world.now += 30 - world.now % 30;
    let wrong =
        format!("GetSessionToken SerialNumber={} TokenCode={}", app.serial, app.wrong_code(world.now));
    for count in 1..=7 {
        let answer = world.call(&bob, &wrong);
        assert_eq!(answer.summary(), WRONG_CODE);
        assert_eq!(answer.changes, usize::from(count <= 5), "attempt {count}");
    }
    let right = format!("GetSessionToken {}", app.token(world.now));
    assert_eq!(world.call(&bob, &right).summary(), WRONG_CODE, "five were wrong in this step");
    world.now += 30;
    let right = format!("GetSessionToken {}", app.token(world.now));
    assert_eq!(world.call(&bob, &right).summary(), "OK");
}

#[test]
fn two_calls_with_one_code_that_cross_each_other_make_one_session() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let app = assigned(&mut world, &root, "bob", "phone");
    let token = app.token(world.now).replace(' ', "&");
    let body = format!("Action=GetSessionToken&Version=2011-06-15&{token}");
    // Both are decided on the state before either is committed.
    let (first, second) = (world.send(&bob, "sts", &body), world.send(&bob, "sts", &body));
    assert_eq!((first.response.status, second.response.status), (200, 200));
    let (first, second) = (first.transition.unwrap(), second.transition.unwrap());
    assert_eq!(first.revision, second.revision, "so only one of them can be committed");
    world.directory = world.directory.apply(first.account, first.revision + 1, &first.changes).unwrap();
    assert_eq!(world.send(&bob, "sts", &body).response.status, 403, "decided again, the other is refused");
}

/// A role whose trust policy has a condition.
fn role(world: &mut World, root: &Key, name: &str, condition: &str) {
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":"sts:AssumeRole","Condition":{condition}}}]}}"#
    );
    world.ok_with(root, &format!("CreateRole RoleName={name}"), &[("AssumeRolePolicyDocument", &trust)]);
    let all = document("Allow iam:ListUsers *");
    let put = format!("PutRolePolicy RoleName={name} PolicyName=p");
    world.ok_with(root, &put, &[("PolicyDocument", &all)]);
}

fn assume(world: &mut World, key: &Key, name: &str, more: &str) -> Answer {
    let script =
        format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/{name} RoleSessionName=session {more}");
    world.call(key, &script)
}

const PRESENT: &str = r#"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#;
const FRESH: &str = r#"{"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}}"#;

fn setting() -> (World, Key, Key, App) {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.grant(&root, "bob", "all", "Allow * *");
    let app = assigned(&mut world, &root, "bob", "phone");
    role(&mut world, &root, "Guarded", PRESENT);
    role(&mut world, &root, "Fresh", FRESH);
    (world, root, bob, app)
}

#[test]
fn roles_that_ask_for_mfa_are_assumed_with_a_code() {
    let (mut world, _, bob, app) = setting();
    for name in ["Guarded", "Fresh"] {
        let denied = assume(&mut world, &bob, name, "");
        assert!(
            denied.summary().contains("not authorized to perform: sts:AssumeRole"),
            "{}",
            denied.summary()
        );
        let wrong = format!("SerialNumber={} TokenCode={}", app.serial, app.wrong_code(world.now));
        assert_eq!(assume(&mut world, &bob, name, &wrong).summary(), WRONG_CODE);
        world.now += 60;
        let token = app.token(world.now);
        let session = assume(&mut world, &bob, name, &token);
        assert_eq!((session.summary().as_str(), session.changes), ("OK", 1));
        assert_eq!(assume(&mut world, &bob, name, &token).summary(), WRONG_CODE, "used");
        assert_eq!(world.call(&session.credentials(), "ListUsers").summary(), "OK");
    }
}

#[test]
fn a_code_that_came_to_nothing_is_not_used_up() {
    let (mut world, root, bob, app) = setting();
    role(&mut world, &root, "Never", r#"{"Bool":{"aws:SecureTransport":"false"}}"#);
    let token = app.token(world.now);
    assert!(assume(&mut world, &bob, "Never", &token).summary().contains("not authorized"));
    assert_eq!(assume(&mut world, &bob, "Guarded", &token).summary(), "OK");
}

#[test]
fn the_session_of_a_role_says_nothing_of_the_code_it_was_made_with() {
    let (mut world, root, bob, app) = setting();
    let deny = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}"#;
    let put = "PutRolePolicy RoleName=Guarded PolicyName=deny";
    world.ok_with(&root, put, &[("PolicyDocument", deny)]);
    let token = app.token(world.now);
    let session = assume(&mut world, &bob, "Guarded", &token).credentials();
    assert!(world.call(&session, "ListUsers").summary().contains("explicit deny"));
    // Nor has a role a device to show a code of.
    world.now += 60;
    let token = app.token(world.now);
    assert_eq!(assume(&mut world, &session, "Guarded", &token).summary(), NOT_YOURS);
}

#[test]
fn a_session_with_mfa_proves_it_for_as_long_as_its_age_allows() {
    let (mut world, _, bob, app) = setting();
    let session = world.ok(&bob, &format!("GetSessionToken {}", app.token(world.now)));
    assert_eq!(session.changes, 1);
    let session = session.credentials();
    for name in ["Guarded", "Fresh"] {
        assert_eq!(assume(&mut world, &session, name, "").summary(), "OK", "{name}");
    }
    world.now += 300;
    assert!(assume(&mut world, &session, "Fresh", "").summary().contains("not authorized"));
    assert_eq!(assume(&mut world, &session, "Guarded", "").summary(), "OK");
    // A code makes it young again, for this call.
    let token = app.token(world.now);
    assert_eq!(assume(&mut world, &session, "Fresh", &token).summary(), "OK");
    let audit = assume(&mut world, &session, "Guarded", "").audit;
    assert!(audit.contains(r#""mfaAuthenticated":"true""#), "{audit}");
}

#[test]
fn a_session_without_mfa_is_told_apart_from_a_long_term_key() {
    let (mut world, root, bob, _) = setting();
    role(&mut world, &root, "NotFalse", r#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}"#);
    assert_eq!(assume(&mut world, &bob, "NotFalse", "").summary(), "OK", "a long-term key has no such key");
    let session = world.ok(&bob, "GetSessionToken").credentials();
    assert!(assume(&mut world, &session, "NotFalse", "").summary().contains("not authorized"));
}

#[test]
fn roles_of_other_accounts_are_assumed_with_ones_own_device() {
    let (mut world, _, bob, app) = setting();
    let elsewhere = world.account("222233334444");
    let trust = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":"sts:AssumeRole","Condition":{PRESENT}}}]}}"#
    );
    world.ok_with(&elsewhere, "CreateRole RoleName=Guest", &[("AssumeRolePolicyDocument", &trust)]);
    let script = "AssumeRole RoleArn=arn:aws:iam::222233334444:role/Guest RoleSessionName=session";
    assert!(world.call(&bob, script).summary().contains("not authorized"));
    let token = app.token(world.now);
    assert_eq!(world.call(&bob, &format!("{script} {token}")).summary(), "OK");
    assert_eq!(world.call(&bob, &format!("{script} {token}")).summary(), WRONG_CODE);
}

#[test]
fn no_mutant_of_a_code_makes_a_session() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let app = assigned(&mut world, &root, "bob", "phone");
    for at in 0..6 {
        for digit in '0'..='9' {
            world.now += 30;
            let mut digits: Vec<char> = app.code(world.now).chars().collect();
            digits[at] = digit;
            let mutant: String = digits.into_iter().collect();
            let near = (-1..=1).any(|offset| mutant == app.code(world.now + 1 + 30 * offset));
            let token = format!("GetSessionToken SerialNumber={} TokenCode={mutant}", app.serial);
            let summary = world.call(&bob, &token).summary();
            assert_eq!(summary == "OK", near, "{mutant}: {summary}");
        }
    }
}
