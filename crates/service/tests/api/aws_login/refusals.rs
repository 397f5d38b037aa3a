// SPDX-License-Identifier: Apache-2.0
//! Requests, consents, codes and refresh tokens that are worth nothing, and when they cease to be worth something.

use serde_json::{Value, json};

use super::client::*;
use crate::world::{ACCOUNT, World};

#[test]
fn a_request_for_a_code_must_be_whole_and_lead_to_the_persons_own_machine() {
    let (mut world, _) = with_bob();
    let cookie = sign_in(&mut world);
    let (same, cross) = (Cli::new(), Cli::remote());
    let table = [
        (&same, "client_id", ""),
        (&same, "client_id", "arn:aws:signin:::devtools/other"),
        (&same, "client_id", CROSS_DEVICE),
        (&cross, "client_id", SAME_DEVICE),
        (&same, "redirect_uri", ""),
        (&same, "redirect_uri", "https://evil.example.com/oauth/callback"),
        (&same, "redirect_uri", "http://127.0.0.1:53037@evil.example.com/oauth/callback"),
        (&same, "redirect_uri", "http://127.0.0.1:53037/other"),
        (&same, "redirect_uri", CONFIRMATION),
        (&cross, "redirect_uri", CALLBACK),
        (&cross, "redirect_uri", "https://evil.example.com/v1/sessions/confirmation"),
        (&same, "response_type", ""),
        (&same, "response_type", "token"),
        (&same, "scope", "openid profile"),
        (&same, "state", ""),
        (&same, "code_challenge_method", ""),
        (&same, "code_challenge_method", "plain"),
        (&same, "code_challenge", ""),
        (&same, "code_challenge", "c2hvcnQ"),
        (&same, "code_challenge", "=========================================="),
    ];
    for (cli, name, value) in table {
        let url = cli.url_with(&[(name, value)]);
        for cookie in ["", &cookie] {
            assert_eq!(summary(&visit(&mut world, cookie, &url)), "400 InvalidRequest", "{name}={value}");
        }
    }
    for method in ["SHA-256", "S256"] {
        let url = same.url_with(&[("code_challenge_method", method), ("unknown", "x")]);
        consent(&visit(&mut world, &cookie, &url));
    }
    let twice = format!("{}&redirect_uri=http%3A%2F%2Fevil.example.com%2F", same.url());
    assert_eq!(summary(&visit(&mut world, &cookie, &twice)), "400 InvalidRequest");
}

/// What is tried: headers, consent, decision, and what they come to.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str, &'a str, &'a str);

#[test]
fn only_the_page_that_asked_takes_the_answer_and_only_of_the_session_it_asked() {
    let (mut world, _) = with_bob();
    let cli = Cli::new();
    let (cookie, other) = (sign_in(&mut world), sign_in(&mut world));
    let asked = consent(&visit(&mut world, &cookie, &cli.url()));
    let own = [("cookie", &*cookie)];
    let cases: [Case<'_>; 7] = [
        ("nobody", &[], &asked, "allow", "401 NoSession"),
        ("another session", &[("cookie", &other)], &asked, "allow", "401 ContinuationExpired"),
        ("no consent", &own, "", "allow", "401 ContinuationExpired"),
        ("a made up consent", &own, "QUJD", "allow", "401 ContinuationExpired"),
        ("no decision", &own, &asked, "", "400 InvalidRequest"),
        ("another decision", &own, &asked, "maybe", "400 InvalidRequest"),
        (
            "another site",
            &[("cookie", &cookie), ("sec-fetch-site", "cross-site")],
            &asked,
            "allow",
            "403 CrossSiteRequest",
        ),
    ];
    for (what, headers, consent, decision, expected) in cases {
        assert_eq!(summary(&decide_with(&mut world, headers, consent, decision)), expected, "{what}");
    }
    let json = json!({"consent": asked, "decision": "allow"}).to_string();
    let headers = [("cookie", &*cookie), ("content-type", "application/json")];
    assert_eq!(summary(&world.visit("POST", "/v1/authorize", &headers, &json)), "400 InvalidRequest");
    // Neither a link nor what another step gave is an answer.
    let link = format!("{}&consent={asked}&decision=allow", cli.url());
    assert_eq!(visit(&mut world, &cookie, &link).response.status, 200);
    let code = cli.code(&mut world, &cookie);
    assert_eq!(summary(&decide(&mut world, &cookie, &code, "allow")), "401 ContinuationExpired");
    let denied = location(&decide(&mut world, &cookie, &asked, "deny"));
    assert_eq!(denied, format!("{CALLBACK}?error=access_denied&state=the%20state%20%26%20more"));
    world.now += 600;
    assert_eq!(summary(&decide(&mut world, &cookie, &asked, "allow")), "401 ContinuationExpired");
}

#[test]
fn credentials_that_nobody_signed_in_for_are_no_session() {
    let (mut world, root) = with_bob();
    let seller = world.user(&root, "seller");
    world.grant(&root, "seller", "sts", "Allow sts:* *");
    let token = world.ok(&seller, "GetSessionToken").credentials().token.unwrap();
    let asked = world.visit("GET", &Cli::new().url(), &[("x-amz-security-token", &token)], "");
    assert!(location(&asked).starts_with("/signin?"));
}

#[test]
fn a_code_is_for_one_client_with_one_verifier_once() {
    let (mut world, _) = with_bob();
    let cookie = sign_in(&mut world);
    let mut cli = Cli::new();
    let code = cli.code(&mut world, &cookie);
    let invalid = "400 ValidationException INVALID_REQUEST";
    let changes: [(&str, Value, &str); 14] = [
        ("clientId", json!(CROSS_DEVICE), invalid),
        ("clientId", json!("arn:aws:signin:::devtools/other"), invalid),
        ("clientId", Value::Null, invalid),
        ("grantType", json!("client_credentials"), invalid),
        ("grantType", json!("refresh_token"), invalid),
        ("code", Value::Null, invalid),
        ("code", json!(""), invalid),
        ("code", json!("QUJD"), invalid),
        ("redirectUri", json!("http://127.0.0.1:53038/oauth/callback"), invalid),
        ("redirectUri", json!("http://localhost:53037/oauth/callback"), invalid),
        ("codeVerifier", json!("another-verifier-of-a-test.0123456789~abcdefghi"), invalid),
        ("codeVerifier", json!("short"), invalid),
        ("codeVerifier", json!(7), invalid),
        ("unknown", json!("x"), invalid),
    ];
    for (name, value, expected) in changes {
        let mut body = cli.redeeming(&code);
        body[name] = value.clone();
        assert_eq!(summary(&cli.ask(&mut world, &body)), expected, "{name}: {value}");
    }
    let other = Cli::remote().redeeming(&code);
    assert_eq!(summary(&cli.ask(&mut world, &other)), invalid);
    // All of that used nothing up.
    let first = cli.ask(&mut world, &cli.redeeming(&code));
    assert_eq!(summary(&first), "200");
    assert_eq!(first.transition.as_ref().map(|transition| transition.changes.len()), Some(2));
    let again = "401 AccessDeniedException AUTHCODE_EXPIRED";
    assert_eq!(summary(&cli.ask(&mut world, &cli.redeeming(&code))), again);
    assert_eq!(summary(&Cli::new().ask(&mut world, &cli.redeeming(&code))), again);
    let code = cli.code(&mut world, &cookie);
    world.now += 600;
    assert_eq!(summary(&cli.ask(&mut world, &cli.redeeming(&code))), again);
}

#[test]
fn no_other_kind_of_token_is_issued() {
    let (mut world, _) = with_bob();
    let cookie = sign_in(&mut world);
    let mut cli = Cli::new();
    let code = cli.code(&mut world, &cookie);
    for query in [
        "x-amz-client-auth-method=iam",
        "x-amz-token-request-type=bearer",
        "x-amz-oauth-token-method=token-exchange",
    ] {
        let claims = cli.claims(world.now);
        let proof = cli.signed(&claims);
        let url = format!("/v1/token?{query}");
        let body = cli.redeeming(&code).to_string();
        let reply = world.visit("POST", &url, &[("dpop", &proof)], &body);
        assert_eq!(summary(&reply), "400 ValidationException INVALID_REQUEST", "{query}");
    }
    assert_eq!(summary(&world.visit("GET", "/v1/token", &[], "")), "405 MethodNotAllowed");
}

#[test]
fn a_refresh_token_is_for_one_client_with_one_key() {
    let (mut world, _) = with_bob();
    let cookie = sign_in(&mut world);
    let mut cli = Cli::new();
    let answer = cli.log_in(&mut world, &cookie);
    let token = refresh_token(&answer);
    let invalid = "400 ValidationException INVALID_REQUEST";
    assert_eq!(summary(&Cli::new().ask(&mut world, &cli.refreshing(&token))), invalid, "another key");
    let other = Cli::remote().refreshing(&token);
    assert_eq!(summary(&cli.ask(&mut world, &other)), invalid, "another client");
    let session_token = key(&answer).token.unwrap();
    let code = cli.code(&mut world, &cookie);
    let id_token = answer["idToken"].as_str().unwrap().to_owned();
    for wrong in ["QUJD", &session_token, &code, &id_token] {
        assert_eq!(summary(&cli.ask(&mut world, &cli.refreshing(wrong))), invalid, "{wrong}");
    }
    // The same token gives credentials each time.
    for _ in 0..3 {
        let answer = body(&cli.ask(&mut world, &cli.refreshing(&token)));
        assert_eq!(refresh_token(&answer), token);
    }
}

/// What happens to bob, and what his refresh token is worth afterwards.
#[test]
fn a_refresh_token_ends_with_the_session_and_with_the_password() {
    let expired = "401 AccessDeniedException TOKEN_EXPIRED";
    let changed = "403 AccessDeniedException USER_CREDENTIALS_CHANGED";
    let denied = "403 AccessDeniedException INSUFFICIENT_PERMISSIONS";
    let detach =
        "DetachUserPolicy UserName=bob PolicyArn=arn:aws:iam::aws:policy/SignInLocalDevelopmentAccess";
    let table: [(&str, &[&str], &str); 7] = [
        ("nothing", &[], "200"),
        ("another password", &["UpdateLoginProfile UserName=bob Password=Other-horse-1"], changed),
        (
            "the same password again",
            &[&format!("UpdateLoginProfile UserName=bob Password={PASSWORD}")],
            changed,
        ),
        ("no password", &["DeleteLoginProfile UserName=bob"], changed),
        (
            "no user",
            &[
                "DeleteLoginProfile UserName=bob",
                "DeleteUserPolicy UserName=bob PolicyName=own",
                detach,
                "DeleteUser UserName=bob",
            ],
            changed,
        ),
        ("no permission", &[detach], denied),
        ("another name", &["UpdateUser UserName=bob NewUserName=rob"], "200"),
    ];
    for (what, calls, expected) in table {
        let (mut world, root) = with_bob();
        let cookie = sign_in(&mut world);
        let mut cli = Cli::new();
        let token = refresh_token(&cli.log_in(&mut world, &cookie));
        let code = cli.code(&mut world, &cookie);
        for call in calls {
            world.ok(&root, call);
        }
        assert_eq!(summary(&cli.ask(&mut world, &cli.refreshing(&token))), expected, "{what}");
        assert_eq!(summary(&cli.ask(&mut world, &cli.redeeming(&code))), expected, "a code: {what}");
    }
    let (mut world, _) = with_bob();
    let cookie = sign_in(&mut world);
    let mut cli = Cli::new();
    let token = refresh_token(&cli.log_in(&mut world, &cookie));
    world.now += 43_200 - 60;
    let last = cli.ask(&mut world, &cli.refreshing(&token));
    assert!(body(&last)["expiresIn"].as_i64().unwrap() <= 60);
    world.now += 60;
    assert_eq!(summary(&cli.ask(&mut world, &cli.refreshing(&token))), expired, "half a day later");
    let cookie = sign_in(&mut world);
    let token = refresh_token(&cli.log_in(&mut world, &cookie));
    let code = cli.code(&mut world, &cookie);
    world.visit("POST", "/signin/v1/sign-out", &[("cookie", &cookie)], "");
    assert_eq!(summary(&cli.ask(&mut world, &cli.refreshing(&token))), expired, "after the sign-out");
    assert_eq!(summary(&cli.ask(&mut world, &cli.redeeming(&code))), expired, "after the sign-out");
}

#[test]
fn policies_say_who_may_log_in_and_how() {
    let local = format!("arn:aws:signin:us-east-1:{ACCOUNT}:oauth2/public-client/localhost");
    let deny = |more: &str| format!(r#"{{"Effect":"Deny","Resource":"*",{more}}}"#);
    let authorize = deny(r#""Action":"signin:AuthorizeOAuth2Access""#);
    let this_device = format!(r#"{{"Effect":"Deny","Action":"signin:*","Resource":"{local}"}}"#);
    let by_uri = deny(
        r#""Action":"signin:AuthorizeOAuth2Access","Condition":{"StringLike":{"signin:OAuthRedirectUri":"http://127.0.0.1:*"}}"#,
    );
    let refreshing = deny(
        r#""Action":"signin:CreateOAuth2Token","Condition":{"StringEquals":{"signin:OAuthGrantType":"refresh_token"}}"#,
    );
    let client = deny(
        r#""Action":"signin:CreateOAuth2Token","Condition":{"StringEquals":{"signin:OAuthClientId":"arn:aws:signin:::devtools/same-device"}}"#,
    );
    let table = [(authorize, 0), (this_device, 0), (by_uri, 0), (client, 1), (refreshing, 2)];
    for (statement, steps) in table {
        let (mut world, _) = with_bob();
        crate::seed::allow_user(&mut world, "bob", "deny", &statement);
        assert_eq!(steps_taken(&mut world), steps, "{statement}");
    }
}

/// How many steps bob gets: to a code, to credentials, to new ones.
fn steps_taken(world: &mut World) -> usize {
    let cookie = sign_in(world);
    let mut cli = Cli::new();
    let asked = consent(&visit(world, &cookie, &cli.url()));
    let allowed = decide(world, &cookie, &asked, "allow");
    if allowed.response.status != 302 {
        assert_eq!(summary(&allowed), "403 AccessDenied");
        let message = body(&allowed)["error"]["message"].as_str().unwrap().to_owned();
        assert!(message.contains("is not authorized to perform: signin:AuthorizeOAuth2Access"), "{message}");
        return 0;
    }
    let code = parameter(&location(&allowed), "code");
    let first = cli.ask(world, &cli.redeeming(&code));
    let denied = "403 AccessDeniedException INSUFFICIENT_PERMISSIONS";
    if first.response.status != 200 {
        assert_eq!(summary(&first), denied);
        return 1;
    }
    let again = cli.ask(world, &cli.refreshing(&refresh_token(&body(&first))));
    if again.response.status != 200 {
        assert_eq!(summary(&again), denied);
        return 2;
    }
    3
}
