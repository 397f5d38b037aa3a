// SPDX-License-Identifier: Apache-2.0
//! The device flow: from registration to tokens, and every way in which it must not work.

use serde_json::{Value, json};

use super::{
    Client, DEVICE_GRANT, START_URL, accounts, audit, body, confirmation, credentials, decide, header, look,
    page, post, sign_in, submit, summary, text, with_ann,
};
use crate::world::ACCOUNT;

#[test]
fn a_device_gets_the_credentials_of_a_role_that_its_person_may_assume() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let client = Client::with_scope(&mut world);
    let started = client.start(&mut world);
    assert_eq!(body(&started)["expiresIn"], 600);
    assert_eq!(body(&started)["interval"], 1);
    assert_eq!(text(&started, "verificationUri"), "https://iam.example.com/device");
    let user_code = text(&started, "userCode");
    assert_eq!(
        text(&started, "verificationUriComplete"),
        format!("https://iam.example.com/device?user_code={user_code}")
    );
    let pending = client.poll(&mut world, &started);
    assert_eq!(summary(&pending), "400 AuthorizationPendingException");
    assert_eq!(
        body(&pending),
        json!({"error": "authorization_pending", "error_description": "Authorization is still pending"})
    );
    let allowed = decide(&mut world, &ann, &user_code, "allow");
    assert_eq!(audit(&allowed)["eventName"], "ConfirmDevice");
    assert_eq!(audit(&allowed)["userIdentity"]["userName"], "ann");
    assert_eq!(audit(&allowed)["requestParameters"]["decision"], "allow");
    let tokens = client.poll(&mut world, &started);
    assert_eq!(summary(&tokens), "OK");
    assert_eq!(body(&tokens)["expiresIn"], 3_600);
    assert_eq!(text(&tokens, "tokenType"), "Bearer");
    let answer = credentials(&mut world, &text(&tokens, "accessToken"), "Cashier");
    assert_eq!(summary(&answer), "OK", "{}", page(&answer));
    assert_eq!(summary(&client.poll(&mut world, &started)), "400 InvalidGrantException", "it is told once");
}

#[test]
fn a_client_of_before_scopes_gets_one_token_that_lasts() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let tokens = Client::register(&mut world, &json!({})).log_in(&mut world, &ann);
    assert_eq!(body(&tokens)["expiresIn"], 8 * 3_600 - 1, "one second passed since it was allowed");
    assert_eq!(body(&tokens)["refreshToken"], Value::Null);
}

#[test]
fn a_token_is_refreshed_until_the_sign_in_is_eight_hours_old() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let (client, other) = (Client::with_scope(&mut world), Client::with_scope(&mut world));
    let tokens = client.log_in(&mut world, &ann);
    let refresh = json!({"refreshToken": text(&tokens, "refreshToken")});
    world.now += 3_600;
    let expired = accounts(&mut world, &text(&tokens, "accessToken"));
    assert_eq!(summary(&expired), "401 UnauthorizedException");
    let again = client.token(&mut world, "refresh_token", &refresh);
    assert_eq!(summary(&again), "OK");
    assert_eq!(summary(&accounts(&mut world, &text(&again, "accessToken"))), "OK");
    let stolen = other.token(&mut world, "refresh_token", &refresh);
    assert_eq!(
        body(&stolen),
        json!({"error": "invalid_grant", "error_description": "Invalid refresh token provided"})
    );
    let access = json!({"refreshToken": text(&again, "accessToken")});
    assert_eq!(summary(&client.token(&mut world, "refresh_token", &access)), "400 InvalidGrantException");
    world.now += 7 * 3_600 - 600;
    let last = client.token(&mut world, "refresh_token", &refresh);
    let left = body(&last)["expiresIn"].as_i64().unwrap();
    assert!((1..600).contains(&left), "{left}");
    world.now += 600;
    assert_eq!(summary(&client.token(&mut world, "refresh_token", &refresh)), "400 InvalidGrantException");
}

#[test]
fn the_person_must_be_signed_in_and_is_sent_to_do_so() {
    let (mut world, root) = with_ann();
    let client = Client::with_scope(&mut world);
    let started = client.start(&mut world);
    let code = text(&started, "userCode");
    let session = world.ok(&root, "GetSessionToken").credentials();
    let of_api = format!("portcullis-session={}", session.token.unwrap());
    for cookie in ["", "portcullis-session=x", &of_api] {
        let reply = look(&mut world, cookie, &code);
        assert_eq!(reply.response.status, 302);
        let expected = format!("/signin?destination=%2Fdevice%3Fuser_code%3D{code}");
        assert_eq!(header(&reply, "location"), expected);
    }
    world.set_root_password("Root-password-1");
    let given = json!({"email": "root@example.com", "password": "Root-password-1"});
    let as_root = super::cookie(&world.visit("POST", "/signin/v1/password", &[], &given.to_string()));
    assert_eq!(look(&mut world, &as_root, &code).response.status, 403);
    assert_eq!(summary(&client.poll(&mut world, &started)), "400 AuthorizationPendingException");
}

#[test]
fn the_page_shows_what_is_asked_and_by_whom() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let client = Client::register(&mut world, &json!({"clientName": "<b>coffee</b>"}));
    let code = text(&client.start(&mut world), "userCode");
    let shown = look(&mut world, &ann, &code.to_lowercase().replace('-', ""));
    let html = page(&shown);
    for part in [&*code, "&lt;b&gt;coffee&lt;/b&gt;", "at the address 127.0.0.1", "user/ann"] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let policy = header(&shown, "content-security-policy");
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"), "{policy}");
    let empty = world.visit("GET", "/device", &[("cookie", &ann)], "");
    assert!(page(&empty).contains("name=\"user_code\""));
}

#[test]
fn a_wrong_code_counts_as_an_attempt_of_who_typed_it() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let wrong = look(&mut world, &ann, "BBBB-BBBB");
    assert_eq!(wrong.response.status, 404);
    let attempt = wrong.attempt.unwrap();
    assert!(attempt.who.contains("AIDA") && !attempt.proven && !attempt.as_root, "{attempt:?}");
    assert_eq!(wrong.fault.as_deref(), Some("AuthenticationFailed"));
    let code = text(&Client::with_scope(&mut world).start(&mut world), "userCode");
    assert!(look(&mut world, &ann, &code).attempt.unwrap().proven);
}

#[test]
fn only_the_page_that_the_person_saw_decides() {
    let (mut world, root) = with_ann();
    world.ok(&root, "CreateUser UserName=eve");
    world.ok(&root, "CreateLoginProfile UserName=eve Password=Correct-horse-1");
    let (ann, eve) = (sign_in(&mut world, "ann"), sign_in(&mut world, "eve"));
    let client = Client::with_scope(&mut world);
    let started = client.start(&mut world);
    let code = text(&started, "userCode");
    let shown_to_eve = confirmation(&look(&mut world, &eve, &code));
    let shown = confirmation(&look(&mut world, &ann, &code));
    let other_code = text(&client.start(&mut world), "userCode");
    let other_page = confirmation(&look(&mut world, &ann, &other_code));
    for (what, given, decision) in [
        ("what another person was shown", &*shown_to_eve, "allow"),
        ("nothing", "", "allow"),
        ("something made up", "AAAA", "allow"),
        ("no decision", &*shown, ""),
    ] {
        let reply = submit(&mut world, "/device", &ann, given, decision);
        assert_eq!(reply.response.status, 400, "{what}: {}", page(&reply));
    }
    assert_eq!(submit(&mut world, "/device", "", &shown, "allow").response.status, 302);
    assert_eq!(submit(&mut world, "/device", &ann, &other_page, "allow").response.status, 200);
    assert_eq!(summary(&client.poll(&mut world, &started)), "400 AuthorizationPendingException");
    world.now += 600;
    assert_eq!(submit(&mut world, "/device", &ann, &shown, "allow").response.status, 400, "too late");
}

#[test]
fn a_device_that_was_refused_is_told_so_and_nobody_can_change_it() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let client = Client::with_scope(&mut world);
    let started = client.start(&mut world);
    let code = text(&started, "userCode");
    let shown = confirmation(&look(&mut world, &ann, &code));
    assert_eq!(decide(&mut world, &ann, &code, "deny").response.status, 200);
    for _ in 0..2 {
        let polled = client.poll(&mut world, &started);
        assert_eq!(summary(&polled), "400 AccessDeniedException");
        assert_eq!(text(&polled, "error"), "access_denied");
    }
    assert_eq!(submit(&mut world, "/device", &ann, &shown, "allow").response.status, 404);
}

#[test]
fn a_device_code_is_its_clients_and_lasts_ten_minutes() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let (client, other) = (Client::with_scope(&mut world), Client::with_scope(&mut world));
    let started = client.start(&mut world);
    decide(&mut world, &ann, &text(&started, "userCode"), "allow");
    assert_eq!(summary(&other.poll(&mut world, &started)), "400 InvalidGrantException");
    world.now += 600;
    assert_eq!(summary(&client.poll(&mut world, &started)), "400 ExpiredTokenException");
    assert_eq!(look(&mut world, &ann, &text(&started, "userCode")).response.status, 404);
}

#[test]
fn what_the_shell_forgot_is_asked_for_again() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let client = Client::with_scope(&mut world);
    let started = client.start(&mut world);
    decide(&mut world, &ann, &text(&started, "userCode"), "allow");
    world.devices = Default::default();
    assert_eq!(summary(&client.poll(&mut world, &started)), "400 ExpiredTokenException");
}

#[test]
fn who_polls_too_fast_is_slowed_down() {
    let (mut world, _) = with_ann();
    let client = Client::with_scope(&mut world);
    let started = client.start(&mut world);
    let mut told = Vec::new();
    for _ in 0..6 {
        told.push(summary(&client.poll(&mut world, &started)));
        // Every call moves the clock of this world by a second, which is as fast as may be asked.
        world.now -= 1;
    }
    assert_eq!(told[..5], ["400 AuthorizationPendingException"; 5]);
    assert_eq!(told[5], "400 SlowDownException");
}

#[test]
fn nothing_is_left_of_an_approval_whose_person_is_gone() {
    let (mut world, root) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let client = Client::with_scope(&mut world);
    let started = client.start(&mut world);
    decide(&mut world, &ann, &text(&started, "userCode"), "allow");
    world.ok(&root, "DeleteLoginProfile UserName=ann");
    assert_eq!(summary(&client.poll(&mut world, &started)), "400 InvalidGrantException");
}

#[test]
fn each_way_in_which_registering_fails() {
    let (mut world, _) = with_ann();
    let rows = [
        (json!([]), "400 InvalidRequestException"),
        (json!({"clientType": "public"}), "400 InvalidRequestException"),
        (json!({"clientName": "cli"}), "400 InvalidRequestException"),
        (json!({"clientName": 1, "clientType": "public"}), "400 InvalidRequestException"),
        (json!({"clientName": "c", "clientType": "public", "scopes": "x"}), "400 InvalidRequestException"),
        (json!({"clientName": "c", "clientType": "confidential"}), "400 InvalidClientMetadataException"),
        (json!({"clientName": "", "clientType": "public"}), "400 InvalidClientMetadataException"),
        (json!({"clientName": "a\nb", "clientType": "public"}), "400 InvalidClientMetadataException"),
        (
            json!({"clientName": "c", "clientType": "public", "scopes": ["codewhisperer:completions"]}),
            "400 InvalidScopeException",
        ),
        (
            json!({"clientName": "c", "clientType": "public", "grantTypes": ["password"]}),
            "400 UnsupportedGrantTypeException",
        ),
        (
            json!({"clientName": "c", "clientType": "public", "redirectUris": ["https://example.com/"]}),
            "400 InvalidRedirectUriException",
        ),
        (
            json!({"clientName": "c", "clientType": "public", "grantTypes": ["authorization_code"]}),
            "400 InvalidRedirectUriException",
        ),
        (
            json!({"clientName": "c", "clientType": "public", "issuerUrl": "https://example.com/start"}),
            "400 InvalidRequestException",
        ),
        (json!({"clientName": "c", "clientType": "public", "more": 1, "issuerUrl": START_URL}), "OK"),
    ];
    for (members, expected) in rows {
        let reply = post(&mut world, "/client/register", &members);
        assert_eq!(summary(&reply), expected, "{members}: {}", page(&reply));
        assert_eq!(reply.transition, None, "registering stores nothing");
    }
}

/// The rows stand in the order in which errors take precedence.
#[test]
fn each_way_in_which_a_token_is_refused() {
    let (mut world, _) = with_ann();
    let client = Client::with_scope(&mut world);
    let device_only = Client::register(&mut world, &json!({"grantTypes": [DEVICE_GRANT]}));
    let other = Client::with_scope(&mut world);
    let (id, secret) = (&client.id, &client.secret);
    let rows = [
        (json!({"clientId": id, "clientSecret": secret}), "400 InvalidRequestException"),
        (json!({"clientId": id, "grantType": "x"}), "400 InvalidRequestException"),
        (json!({"clientId": id, "clientSecret": "x", "grantType": "x"}), "401 InvalidClientException"),
        (json!({"clientId": "x", "clientSecret": secret, "grantType": "x"}), "401 InvalidClientException"),
        (
            json!({"clientId": id, "clientSecret": other.secret, "grantType": "x"}),
            "401 InvalidClientException",
        ),
        (
            json!({"clientId": id, "clientSecret": secret, "grantType": "password"}),
            "400 UnsupportedGrantTypeException",
        ),
        (
            json!({"clientId": device_only.id, "clientSecret": device_only.secret, "grantType": "refresh_token"}),
            "400 UnauthorizedClientException",
        ),
        (
            json!({"clientId": id, "clientSecret": secret, "grantType": DEVICE_GRANT, "scope": ["openid"]}),
            "400 InvalidScopeException",
        ),
        (
            json!({"clientId": id, "clientSecret": secret, "grantType": DEVICE_GRANT}),
            "400 InvalidRequestException",
        ),
        (
            json!({"clientId": id, "clientSecret": secret, "grantType": DEVICE_GRANT, "deviceCode": "x"}),
            "400 InvalidGrantException",
        ),
    ];
    for (members, expected) in rows {
        let reply = post(&mut world, "/token", &members);
        assert_eq!(summary(&reply), expected, "{members}: {}", page(&reply));
        assert_eq!(audit(&reply)["eventSource"], "sso-oauth.amazonaws.com");
    }
    world.now += 90 * 24 * 3_600;
    assert_eq!(summary(&client.start(&mut world)), "401 InvalidClientException", "the registration expired");
}

#[test]
fn a_device_names_the_start_url_of_this_server() {
    let (mut world, _) = with_ann();
    let client = Client::with_scope(&mut world);
    let code_only = Client::register(
        &mut world,
        &json!({"grantTypes": ["authorization_code"], "redirectUris": ["http://127.0.0.1/callback"]}),
    );
    for (client, start_url, expected) in [
        (&client, "https://iam.example.com/start#/", "OK"),
        (&client, "https://iam.example.com/start/", "OK"),
        (&client, "https://iam.example.com/started", "400 InvalidRequestException"),
        (&client, "https://example.com/start", "400 InvalidRequestException"),
        (&code_only, START_URL, "400 UnauthorizedClientException"),
    ] {
        let members = json!({"clientId": client.id, "clientSecret": client.secret, "startUrl": start_url});
        let reply = post(&mut world, "/device_authorization", &members);
        assert_eq!(summary(&reply), expected, "{start_url}");
    }
}

#[test]
fn paths_and_methods_that_are_not_there_are_refused() {
    let (mut world, root) = with_ann();
    assert_eq!(world.visit("GET", "/token", &[], "").response.status, 405);
    assert_eq!(world.visit("PUT", "/device", &[], "").response.status, 405);
    // What stands beside these paths is what it was.
    world.ok(&root, "GetUser");
    assert!(world.call(&root, "GetCallerIdentity").get("Account") == ACCOUNT);
}

#[test]
fn below_another_path_pages_refer_to_each_other_there() {
    let (mut world, _) = with_ann();
    world.settings.public_url = "https://example.com/iam".into();
    let client = Client::with_scope(&mut world);
    let members = json!({
        "clientId": client.id, "clientSecret": client.secret, "startUrl": "https://example.com/iam/start",
    });
    let started = post(&mut world, "/device_authorization", &members);
    assert_eq!(text(&started, "verificationUri"), "https://example.com/iam/device");
    let code = text(&started, "userCode");
    let away = look(&mut world, "", &code);
    let expected = format!("/iam/signin?destination=%2Fiam%2Fdevice%3Fuser_code%3D{code}");
    assert_eq!(header(&away, "location"), expected);
    let ann = sign_in(&mut world, "ann");
    let shown = page(&look(&mut world, &ann, &code));
    assert!(shown.contains("action=\"/iam/device\""), "{shown}");
    assert!(shown.contains("href=\"/iam/signin/style.css\""), "{shown}");
    let start = world.visit("GET", "/start", &[], "");
    assert_eq!((start.response.status, &*header(&start, "location")), (302, "/iam/signin"));
}
