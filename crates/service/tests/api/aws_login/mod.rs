// SPDX-License-Identifier: Apache-2.0
//! `aws login`: the whole way of a command line to the session of whoever is signed in, and every way that leads nowhere.

#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

pub(crate) mod client;
mod proofs;
mod refusals;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use portcullis_service::Reply;
use serde_json::{Value, json};

use crate::authenticator::assigned;
use crate::world::{ACCOUNT, Key, World, escape, trust};
use client::*;

#[test]
fn a_command_line_gets_the_session_of_whoever_is_signed_in() {
    let (mut world, _) = with_bob();
    let mut cli = Cli::new();
    // Who is not signed in does that first, and comes back.
    let asked = world.visit("GET", &cli.url(), &[], "");
    let back = parameter(&location(&asked), "destination");
    assert_eq!(back, cli.url());
    let cookie = sign_in(&mut world);
    let page = visit(&mut world, &cookie, &back);
    assert!(html(&page).contains("arn:aws:iam::111122223333:user/bob"), "{}", html(&page));
    let policy = header(&page, "content-security-policy");
    assert!(policy.ends_with("form-action 'self' http://127.0.0.1:53037"), "{policy}");
    let allowed = decide(&mut world, &cookie, &consent(&page), "allow");
    let url = location(&allowed);
    assert!(url.starts_with("http://127.0.0.1:53037/oauth/callback?code="), "{url}");
    assert_eq!(parameter(&url, "state"), "the state & more");
    let code = parameter(&url, "code");
    assert!(code.len() <= 512, "{} characters, of which the model allows 512", code.len());
    let reply = cli.ask(&mut world, &cli.redeeming(&code));
    let answer = body(&reply);
    assert_eq!(header(&reply, "cache-control"), "no-store");
    assert_eq!((&answer["tokenType"], &answer["expiresIn"]), (&json!("aws_sigv4"), &json!(900)));
    assert!(refresh_token(&answer).len() <= 2_048);
    let id_token = answer["idToken"].as_str().unwrap();
    let claims = id_token.split('.').nth(1).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    assert_eq!(claims["sub"], format!("arn:aws:iam::{ACCOUNT}:user/bob"));
    // The credentials are bob's for a quarter of an hour.
    world.ok(&key(&answer), "GetUser");
    world.now += 900;
    let late = world.call(&key(&answer), "GetUser").summary();
    assert!(late.starts_with("403 ExpiredToken"), "{late}");
    let again = cli.ask(&mut world, &cli.refreshing(&refresh_token(&answer)));
    assert_eq!(summary(&again), "200");
    assert_eq!(body(&again).get("idToken"), None);
    world.ok(&key(&body(&again)), "GetUser");
}

#[test]
fn the_audit_records_are_those_of_aws() {
    let (mut world, _) = with_bob();
    let mut cli = Cli::new();
    let cookie = sign_in(&mut world);
    let page = visit(&mut world, &cookie, &cli.url());
    let allowed = decide(&mut world, &cookie, &consent(&page), "allow");
    let record = audit(&allowed);
    assert_eq!(record["eventName"], "AuthorizeOAuth2Access");
    assert_eq!(record["eventSource"], "signin.amazonaws.com");
    assert_eq!((&record["eventType"], &record["readOnly"]), (&json!("AwsApiCall"), &json!(true)));
    assert_eq!(record["userIdentity"]["userName"], "bob");
    let parameters = json!({
        "scope": "openid", "redirect_uri": CALLBACK, "code_challenge_method": "SHA-256", "client_id": SAME_DEVICE
    });
    assert_eq!((&record["requestParameters"], &record["responseElements"]), (&parameters, &Value::Null));
    assert_eq!(record["additionalEventData"]["success"], "true");
    let code = parameter(&location(&allowed), "code");
    let asked = cli.ask(&mut world, &cli.redeeming(&code));
    let record = audit(&asked);
    assert_eq!(record["eventName"], "CreateOAuth2Token");
    assert_eq!(record["requestParameters"], json!({"client_id": SAME_DEVICE}));
    let more = &record["additionalEventData"];
    assert_eq!((&more["success"], &more["grant_type"]), (&json!("true"), &json!("authorization_code")));
    for secret in [&code, &refresh_token(&body(&asked)), &key(&body(&asked)).secret] {
        assert!(!asked.audit.contains(secret.as_str()), "{}", asked.audit);
    }
    let record = audit(&cli.ask(&mut world, &cli.redeeming(&code)));
    assert_eq!(
        (&record["errorCode"], &record["additionalEventData"]["success"]),
        (&json!("AccessDeniedException"), &json!("false"))
    );
}

#[test]
fn a_code_is_carried_to_another_device_by_hand() {
    let (mut world, _) = with_bob();
    let mut cli = Cli::remote();
    let cookie = sign_in(&mut world);
    let page = visit(&mut world, &cookie, &cli.url());
    let shown = html(&decide(&mut world, &cookie, &consent(&page), "allow"));
    let pasted = shown.split("<output>").nth(1).unwrap().split("</output>").next().unwrap();
    assert!(pasted.len() < 1_024, "terminals take no longer line");
    let decoded = String::from_utf8(STANDARD.decode(pasted).unwrap()).unwrap();
    let decoded = format!("?{decoded}");
    assert_eq!(parameter(&decoded, "state"), "the state & more");
    let reply = cli.ask(&mut world, &cli.redeeming(&parameter(&decoded, "code")));
    world.ok(&key(&body(&reply)), "GetUser");
    let page = visit(&mut world, &cookie, &cli.url());
    let denied = decide(&mut world, &cookie, &consent(&page), "deny");
    assert!(html(&denied).contains("Nothing was allowed"));
}

#[test]
fn the_session_keeps_what_was_proven_at_the_sign_in() {
    let (mut world, root) = with_bob();
    let statement = r#"{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*","Condition":{
        "Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"1000"},
        "ArnLike":{"aws:SignInSessionArn":"arn:aws:signin:us-east-1:111122223333:session/*"}}}"#;
    crate::seed::allow_user(&mut world, "bob", "list", statement);
    let app = assigned(&mut world, &root, "bob", "phone");
    let given = json!({"account": ACCOUNT, "userName": "bob", "password": PASSWORD});
    let asked = world.visit("POST", "/signin/v1/password", &[], &given.to_string());
    let given = json!({
        "continuation": body(&asked)["continuation"], "serialNumber": app.serial, "code": app.code(world.now)
    });
    let cookie = cookie(&world.visit("POST", "/signin/v1/mfa", &[], &given.to_string()));
    let mut cli = Cli::new();
    let answer = cli.log_in(&mut world, &cookie);
    world.ok(&key(&answer), "ListUsers");
    // Credentials are new; the proof is as old as it is.
    world.now += 1_000;
    let answer = body(&cli.ask(&mut world, &cli.refreshing(&refresh_token(&answer))));
    world.ok(&key(&answer), "GetUser");
    let denied = world.call(&key(&answer), "ListUsers").summary();
    assert!(denied.starts_with("403 AccessDenied"), "{denied}");
}

#[test]
fn the_root_user_needs_no_permission() {
    let (mut world, _) = World::new();
    world.set_root_password(PASSWORD);
    let given = json!({"email": "root@example.com", "password": PASSWORD});
    let cookie = cookie(&world.visit("POST", "/signin/v1/password", &[], &given.to_string()));
    let answer = Cli::new().log_in(&mut world, &cookie);
    let arn = world.ok(&key(&answer), "GetCallerIdentity").get("Arn");
    assert_eq!(arn, format!("arn:aws:iam::{ACCOUNT}:root"));
}

#[test]
fn the_session_of_a_role_stays_that_of_the_role_and_ends_with_it() {
    let (mut world, root) = with_bob();
    let policy = trust(&format!("arn:aws:iam::{ACCOUNT}:root"));
    world.ok_with(&root, "CreateRole RoleName=Till", &[("AssumeRolePolicyDocument", &policy)]);
    let statement = r#"{"Effect":"Allow","Action":["signin:*","iam:ListUsers"],"Resource":"*"}"#;
    world.grant_role(&root, "Till", statement);
    let seller = world.user(&root, "seller");
    world.grant(&root, "seller", "assume", "Allow sts:* *");
    let role = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Till RoleSessionName=shift");
    let role = world.ok(&seller, &role).credentials();
    let cookie = federated(&mut world, &role);
    let mut cli = Cli::new();
    let answer = cli.log_in(&mut world, &cookie);
    let session = key(&answer);
    // They open no other session in a browser, which would go on when they end.
    assert_eq!(summary(&sign_in_token(&mut world, &session)), "403 NotFederated");
    let arn = world.ok(&session, "GetCallerIdentity").get("Arn");
    assert_eq!(arn, format!("arn:aws:sts::{ACCOUNT}:assumed-role/Till/shift"));
    world.ok(&session, "ListUsers");
    // The session at the console lasts an hour, and no credentials outlive it.
    world.now += 3_600 - 300;
    let answer = body(&cli.ask(&mut world, &cli.refreshing(&refresh_token(&answer))));
    let seconds = answer["expiresIn"].as_i64().unwrap();
    assert!((280..300).contains(&seconds), "{seconds}");
    world.now += 300;
    let late = cli.ask(&mut world, &cli.refreshing(&refresh_token(&answer)));
    assert_eq!(summary(&late), "401 AccessDeniedException TOKEN_EXPIRED");
}

/// Signs a session in at the federation endpoint, and gives the cookie.
fn federated(world: &mut World, key: &Key) -> String {
    let token = body(&sign_in_token(world, key));
    let token = token["SigninToken"].as_str().unwrap();
    cookie(&world.visit(
        "GET",
        &format!("/federation?Action=login&Destination=/&SigninToken={token}"),
        &[],
        "",
    ))
}

fn sign_in_token(world: &mut World, key: &Key) -> Reply {
    let session =
        json!({"sessionId": key.id, "sessionKey": key.secret, "sessionToken": key.token}).to_string();
    world.visit("GET", &format!("/federation?Action=getSigninToken&Session={}", escape(&session)), &[], "")
}
