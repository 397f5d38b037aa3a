// SPDX-License-Identifier: Apache-2.0
//! The flow of a program with a browser beside it: a code that only its own verifier and client redeem, once.

use portcullis_service::Reply;
use serde_json::{Value, json};

use super::{
    Client, accounts, audit, body, confirmation, header, page, sign_in, submit, summary, text, with_ann,
};
use crate::world::{World, escape, percent_decode};

const REDIRECT_URI: &str = "http://127.0.0.1:49200/oauth/callback";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// The example of RFC 7636, appendix B.
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn register(world: &mut World) -> Client {
    let members = json!({
        "grantTypes": ["authorization_code", "refresh_token"],
        "redirectUris": ["http://127.0.0.1/oauth/callback"],
        "issuerUrl": super::START_URL,
        "scopes": ["sso:account:access"],
    });
    Client::register(world, &members)
}

/// The query with which the CLI opens the browser.
fn query(client: &Client) -> Vec<(&'static str, String)> {
    [
        ("response_type", "code"),
        ("client_id", &*client.id),
        ("redirect_uri", REDIRECT_URI),
        ("state", "st&te"),
        ("code_challenge_method", "S256"),
        ("scopes", "sso:account:access"),
        ("code_challenge", CHALLENGE),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn url(query: &[(&'static str, String)]) -> String {
    let pairs: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
    format!("/authorize?{}", pairs.join("&"))
}

fn open(world: &mut World, cookie: &str, query: &[(&'static str, String)]) -> Reply {
    world.visit("GET", &url(query), &[("cookie", cookie)], "")
}

/// A parameter of where the browser is sent.
fn sent(reply: &Reply, name: &str) -> String {
    let location = header(reply, "location");
    let (at, query) = location.split_once('?').unwrap_or_else(|| panic!("{location}"));
    assert_eq!(at, REDIRECT_URI);
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| percent_decode(value)).unwrap_or_default()
}

fn code(world: &mut World, cookie: &str, client: &Client) -> String {
    let shown = open(world, cookie, &query(client));
    let allowed = submit(world, "/authorize", cookie, &confirmation(&shown), "allow");
    assert_eq!(sent(&allowed, "state"), "st&te");
    sent(&allowed, "code")
}

fn redeem(world: &mut World, client: &Client, code: &str, change: &Value) -> Reply {
    let mut members = json!({"code": code, "codeVerifier": VERIFIER, "redirectUri": REDIRECT_URI});
    members.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    client.token(world, "authorization_code", &members)
}

#[test]
fn a_code_gives_tokens_once() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let client = register(&mut world);
    let code = code(&mut world, &ann, &client);
    let tokens = redeem(&mut world, &client, &code, &json!({}));
    assert_eq!(summary(&tokens), "OK", "{}", page(&tokens));
    assert_eq!(body(&tokens)["expiresIn"], 3_600);
    assert_eq!(summary(&accounts(&mut world, &text(&tokens, "accessToken"))), "OK");
    let refresh = json!({"refreshToken": text(&tokens, "refreshToken")});
    assert_eq!(summary(&client.token(&mut world, "refresh_token", &refresh)), "OK");
    let again = redeem(&mut world, &client, &code, &json!({}));
    assert_eq!(summary(&again), "400 InvalidGrantException", "that it was used is durable");
}

#[test]
fn a_code_is_worth_nothing_to_whoever_intercepts_it() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let (client, other) = (register(&mut world), register(&mut world));
    let code = code(&mut world, &ann, &client);
    for (what, client, change, expected) in [
        ("no verifier", &client, json!({"codeVerifier": null}), "400 InvalidRequestException"),
        ("another verifier", &client, json!({"codeVerifier": "a".repeat(43)}), "400 InvalidGrantException"),
        ("the challenge", &client, json!({"codeVerifier": CHALLENGE}), "400 InvalidGrantException"),
        (
            "another redirect URI",
            &client,
            json!({"redirectUri": "http://127.0.0.1:49201/oauth/callback"}),
            "400 InvalidGrantException",
        ),
        ("no redirect URI", &client, json!({"redirectUri": null}), "400 InvalidRequestException"),
        ("another client", &other, json!({}), "400 InvalidGrantException"),
        ("another code", &client, json!({"code": "x"}), "400 InvalidGrantException"),
    ] {
        let reply = redeem(&mut world, client, &code, &change);
        assert_eq!(summary(&reply), expected, "{what}");
        assert_eq!(reply.transition, None, "{what}");
    }
    assert_eq!(summary(&redeem(&mut world, &client, &code, &json!({}))), "OK");
}

#[test]
fn a_code_lasts_two_minutes_and_no_longer_than_the_sign_in() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let client = register(&mut world);
    let late = code(&mut world, &ann, &client);
    world.now += 120;
    assert_eq!(summary(&redeem(&mut world, &client, &late, &json!({}))), "400 InvalidGrantException");
    let ended = code(&mut world, &ann, &client);
    world.visit("POST", "/signin/v1/sign-out", &[("cookie", &ann)], "");
    assert_eq!(summary(&redeem(&mut world, &client, &ended, &json!({}))), "400 InvalidGrantException");
}

#[test]
fn the_browser_is_sent_nowhere_that_was_not_registered() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let client = register(&mut world);
    let with = |name: &'static str, value: &str| {
        let mut changed = query(&client);
        changed.retain(|(known, _)| *known != name);
        changed.push((name, value.to_owned()));
        changed
    };
    for (name, value) in [
        ("client_id", "x"),
        ("redirect_uri", "https://example.com/"),
        ("redirect_uri", "http://127.0.0.1:49200/elsewhere"),
        ("redirect_uri", "http://[::1]:49200/oauth/callback"),
        ("redirect_uri", ""),
    ] {
        let reply = open(&mut world, &ann, &with(name, value));
        assert_eq!(reply.response.status, 400, "{name}={value}");
        assert_eq!(header(&reply, "location"), "", "{name}={value}");
    }
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge", "short", "invalid_request"),
        ("scopes", "sso:account:access openid", "invalid_scope"),
    ] {
        let reply = open(&mut world, &ann, &with(name, value));
        assert_eq!(sent(&reply, "error"), error, "{name}={value}");
        assert_eq!(sent(&reply, "state"), "st&te");
    }
}

#[test]
fn the_person_decides_on_a_page_that_was_shown() {
    let (mut world, _) = with_ann();
    let client = register(&mut world);
    let away = open(&mut world, "", &query(&client));
    assert!(header(&away, "location").starts_with("/signin?destination=%2Fauthorize%3Fresponse_type%3Dcode"));
    let ann = sign_in(&mut world, "ann");
    let shown = open(&mut world, &ann, &query(&client));
    assert!(header(&shown, "content-security-policy").ends_with("form-action 'self' http://127.0.0.1:49200"));
    for given in ["", "x", &confirmation(&shown).to_lowercase()] {
        assert_eq!(submit(&mut world, "/authorize", &ann, given, "allow").response.status, 400);
    }
    let denied = submit(&mut world, "/authorize", &ann, &confirmation(&shown), "deny");
    assert_eq!(sent(&denied, "error"), "access_denied");
    assert_eq!(audit(&denied)["requestParameters"]["decision"], "deny");
    let elsewhere = sign_in(&mut world, "ann");
    let reply = submit(&mut world, "/authorize", &elsewhere, &confirmation(&shown), "allow");
    assert_eq!(reply.response.status, 400, "another sign-in of the same person saw no page");
}

#[test]
fn a_client_of_devices_gets_no_codes() {
    let (mut world, _) = with_ann();
    let ann = sign_in(&mut world, "ann");
    let members = json!({
        "grantTypes": [super::DEVICE_GRANT],
        "redirectUris": ["http://127.0.0.1/oauth/callback"],
    });
    let client = Client::register(&mut world, &members);
    assert_eq!(sent(&open(&mut world, &ann, &query(&client)), "error"), "unauthorized_client");
}
