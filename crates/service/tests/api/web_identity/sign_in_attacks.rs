// SPDX-License-Identifier: Apache-2.0
//! What others may try with the way back from a provider, and what providers may answer: never a session.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_service::Reply;
use portcullis_service::outside::FetchProblem;

use super::browser::{
    CALLBACK, TOKEN_ENDPOINT, Way, add_client, answer, body, claims, come_back, cookies, describe, go, grant,
    summary, visit, world,
};
use super::issuer::{CLIENT, Claims, URL, keys};
use crate::world::World;

const STALE: &str = "401 ContinuationExpired";
const WRONG: &str = "401 WrongProvider";
const INVALID: &str = "400 InvalidIdentityToken";

/// That a callback came to this, made no session, and changed nothing.
fn assert_refused(reply: &Reply, expected: &str, what: &str) {
    assert_eq!(summary(reply), expected, "{what}");
    assert!(!cookies(reply).iter().any(|cookie| cookie.starts_with("portcullis-session")), "{what}");
    assert_eq!(reply.transition, None, "{what}");
    assert!(body(reply).get("credentials").is_none(), "{what}");
}

/// Goes to the provider, which is ready to vouch for ann.
fn ready(world: &mut World) -> Way {
    let way = go(world, "");
    let token = claims(world, &way).sign("RS256");
    grant(world, &token);
    way
}

#[test]
fn only_the_browser_that_went_comes_back_with_what_it_was_given_once_and_in_time() {
    let (mut world, _root) = world();
    let own = ready(&mut world);
    let others = go(&mut world, "");
    let sound = own.answer();
    let changed = own.cookie.replacen("oidc=", "oidc=A", 1);
    let truncated = &own.cookie[..own.cookie.len() - 1];
    let plain = own.cookie.replacen("__Host-", "", 1);
    let session = own.cookie.replacen("__Host-portcullis-oidc", "portcullis-session", 1);
    let elsewhere = "/signin/v1/oidc/callback/idp.example.com";
    for (what, cookie, path, query) in [
        ("no cookie", None, CALLBACK, sound.clone()),
        ("cookie of another browser", Some(&*others.cookie), CALLBACK, sound.clone()),
        ("changed cookie", Some(&*changed), CALLBACK, sound.clone()),
        ("truncated cookie", Some(truncated), CALLBACK, sound.clone()),
        ("cookie that a neighbour may set", Some(&*plain), CALLBACK, sound.clone()),
        ("cookie of another name", Some(&*session), CALLBACK, sound.clone()),
        ("no state", Some(&*own.cookie), CALLBACK, "code=c0de".into()),
        ("empty state", Some(&*own.cookie), CALLBACK, "code=c0de&state=".into()),
        ("state of another", Some(&*own.cookie), CALLBACK, others.answer()),
        ("changed state", Some(&*own.cookie), CALLBACK, format!("{sound}A")),
        (
            "state in other case",
            Some(&*own.cookie),
            CALLBACK,
            sound.to_uppercase().replace("STATE", "state").replace("CODE", "code"),
        ),
        ("the callback of another provider", Some(&*own.cookie), elsewhere, sound.clone()),
        ("the callback of nobody", Some(&*own.cookie), "/signin/v1/oidc/callback/", sound.clone()),
    ] {
        let reply = visit(&mut world, cookie, path, &query);
        assert_refused(&reply, STALE, what);
        assert_eq!(cookies(&reply), [""; 0], "{what}: nobody ends the way of another");
        assert!(world.exchanges.is_empty(), "{what}: no code is shown");
    }
    let twice = visit(&mut world, Some(&own.cookie), CALLBACK, &format!("{sound}&state=x"));
    assert_refused(&twice, "400 InvalidRequest", "two states");
    let (later, now) = (own.clone(), world.now);
    world.now += 600;
    assert_refused(&come_back(&mut world, &later, &sound), STALE, "too late");
    world.now = now;
    assert_eq!(summary(&come_back(&mut world, &own, &sound)), "signedIn");
    // Whoever got hold of the cookie and of the code, and even if the provider took the code again.
    assert_refused(&come_back(&mut world, &own, &sound), STALE, "twice");
    assert_eq!(world.exchanges.len(), 1);
}

#[test]
fn answers_of_other_providers_are_not_taken() {
    let issuer = crate::world::escape(URL);
    let names_itself = r#","authorization_response_iss_parameter_supported":true"#;
    for (described, iss, expected) in [
        ("", String::new(), "signedIn"),
        ("", format!("&iss={issuer}"), "signedIn"),
        ("", "&iss=https%3A%2F%2Fevil.example.com".into(), WRONG),
        ("", "&iss=".into(), WRONG),
        ("", format!("&iss={issuer}%2F"), WRONG),
        (names_itself, format!("&iss={issuer}"), "signedIn"),
        (names_itself, String::new(), WRONG),
    ] {
        let (mut world, _root) = world();
        describe(&mut world, described);
        let way = ready(&mut world);
        let reply = come_back(&mut world, &way, &format!("{}{iss}", way.answer()));
        assert_eq!(summary(&reply), expected, "{described} {iss}");
        if expected == WRONG {
            assert_refused(&reply, WRONG, &iss);
            assert!(world.exchanges.is_empty(), "{iss}: no code is shown");
            assert!(cookies(&reply)[0].contains("oidc=; Path=/; Max-Age=0"), "the way is over");
        }
    }
}

#[test]
fn a_provider_that_says_no_or_has_gone_signs_nobody_in() {
    let (mut world, root) = world();
    for (query, expected) in [
        ("error=access_denied", "The identity provider https://idp.example.com/shop says: `access_denied`."),
        (
            "error=server_error&error_description=%3Ca%20href%3Dhttps%3A%2F%2Fevil.example.com%3E",
            "The identity provider https://idp.example.com/shop says: `server_error`.",
        ),
        (
            "error=please+call+555&code=c0de",
            "The identity provider https://idp.example.com/shop says: `an unknown error`.",
        ),
    ] {
        let way = ready(&mut world);
        let reply = come_back(&mut world, &way, &format!("{query}&state={}", way.state()));
        assert_refused(&reply, "403 ProviderRefused", query);
        assert_eq!(body(&reply)["error"]["message"], expected);
    }
    let way = ready(&mut world);
    let reply = come_back(&mut world, &way, &format!("state={}", way.state()));
    assert_refused(&reply, "400 InvalidRequest", "no code");
    assert!(world.exchanges.is_empty());
    add_client(&mut world, &root, "other");
    let way = go(&mut world, &format!("&client_id={CLIENT}"));
    let provider = super::browser::PROVIDER;
    world.ok(
        &root,
        &format!(
            "RemoveClientIDFromOpenIDConnectProvider OpenIDConnectProviderArn={provider} ClientID={CLIENT}"
        ),
    );
    assert_refused(&come_back(&mut world, &way, &way.answer()), STALE, "the client has gone");
    let way = go(&mut world, "");
    world.ok(&root, &format!("DeleteOpenIDConnectProvider OpenIDConnectProviderArn={provider}"));
    assert_refused(&come_back(&mut world, &way, &way.answer()), STALE, "the provider has gone");
    assert!(world.exchanges.is_empty());
}

#[test]
fn a_token_endpoint_that_is_down_lies_or_refuses_signs_nobody_in() {
    let (mut world, _root) = world();
    for (problem, expected) in [
        (FetchProblem::Unreachable, "400 IDPCommunicationError"),
        (FetchProblem::Untrusted, INVALID),
        (FetchProblem::Unusable, INVALID),
    ] {
        let way = go(&mut world, "");
        world.token_endpoints.insert(TOKEN_ENDPOINT.into(), Err(problem));
        assert_refused(&come_back(&mut world, &way, &way.answer()), expected, &format!("{problem:?}"));
    }
    let sound = |world: &World, way: &Way| claims(world, way).sign("RS256");
    for (is_granted, body, expected) in [
        (false, r#"{"error":"invalid_grant"}"#, "403 ProviderRefused"),
        (false, r#"{"error":"invalid_client","error_description":"x"}"#, "403 ProviderRefused"),
        (false, r#"{"id_token":"TOKEN"}"#, INVALID),
        (false, "<html>", INVALID),
        (true, "", INVALID),
        (true, "[]", INVALID),
        (true, "{}", INVALID),
        (true, r#"{"access_token":"opaque"}"#, INVALID),
        (true, r#"{"id_token":null}"#, INVALID),
        (true, r#"{"id_token":["TOKEN"]}"#, INVALID),
        (true, r#"{"id_token":"TOKEN","id_token":"TOKEN"}"#, INVALID),
        (true, r#"{"error":"invalid_grant"}"#, INVALID),
        (true, r#"{"id_token":"opaque"}"#, INVALID),
        (true, &format!("{}{}", "[".repeat(30_000), "]".repeat(30_000)), INVALID),
    ] {
        let way = go(&mut world, "");
        let token = sound(&world, &way);
        answer(&mut world, is_granted, &body.replace("TOKEN", &token));
        let start: String = body.chars().take(80).collect();
        assert_refused(&come_back(&mut world, &way, &way.answer()), expected, &start);
    }
    // What is neither needed nor understood does no harm.
    let way = go(&mut world, "");
    let token = sound(&world, &way);
    answer(&mut world, true, &format!(r#"{{"id_token":"{token}","expires_in":3600,"x":{{"y":[]}}}}"#));
    assert_eq!(summary(&come_back(&mut world, &way, &way.answer())), "signedIn");
}

#[test]
fn an_id_token_must_be_for_this_client_and_this_browser() {
    let (mut world, root) = world();
    add_client(&mut world, &root, "other");
    let more = format!("&client_id={CLIENT}");
    let hash = |text: &str, bytes: usize| {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes());
        format!("\"{}\"", BASE64.encode(&digest.as_ref()[..bytes]))
    };
    let both = format!(r#"["{CLIENT}","other"]"#);
    type Change<'a> = &'a dyn Fn(Claims) -> Claims;
    let rows: [(&str, Change<'_>, &str); 24] = [
        ("sound", &|sound| sound, "signedIn"),
        ("no nonce", &|sound| sound.without("nonce"), INVALID),
        ("nonce of another", &|sound| sound.with("nonce", "\"x\""), INVALID),
        ("nonce in a list", &|sound| sound.with("nonce", "[\"x\"]"), INVALID),
        ("nonce that is null", &|sound| sound.with("nonce", "null"), INVALID),
        ("for another client", &|sound| sound.with("aud", "\"other\""), INVALID),
        ("for a stranger", &|sound| sound.with("aud", "\"stranger\""), INVALID),
        ("for several", &|sound| sound.with("aud", &both), INVALID),
        (
            "for several, authorized",
            &|sound| sound.with("aud", &both).with("azp", &format!("\"{CLIENT}\"")),
            "signedIn",
        ),
        ("another is authorized", &|sound| sound.with("aud", &both).with("azp", "\"other\""), INVALID),
        (
            "authorized, and for another",
            &|sound| sound.with("aud", "\"other\"").with("azp", &format!("\"{CLIENT}\"")),
            INVALID,
        ),
        ("another issuer", &|sound| sound.with("iss", "\"https://evil.example.com\""), INVALID),
        ("no issuer", &|sound| sound.without("iss"), INVALID),
        ("no subject", &|sound| sound.without("sub"), INVALID),
        ("expired", &|sound| sound.with("exp", "1767323000"), "400 ExpiredTokenException"),
        ("no expiry", &|sound| sound.without("exp"), INVALID),
        ("not yet", &|sound| sound.with("nbf", "1867323000"), INVALID),
        ("the access token's hash", &|sound| sound.with("at_hash", &hash("opaque", 16)), "signedIn"),
        ("the hash of another", &|sound| sound.with("at_hash", &hash("other", 16)), INVALID),
        ("the whole hash", &|sound| sound.with("at_hash", &hash("opaque", 32)), INVALID),
        ("half a hash", &|sound| sound.with("at_hash", &hash("opaque", 8)), INVALID),
        ("a hash that is a number", &|sound| sound.with("at_hash", "7"), INVALID),
        ("an empty hash", &|sound| sound.with("at_hash", "\"\""), INVALID),
        ("malformed tags", &|sound| sound.with("https://aws.amazon.com/tags", "7"), "403 IDPRejectedClaim"),
    ];
    for (what, change, expected) in rows {
        let way = go(&mut world, &more);
        let token = change(claims(&world, &way)).sign("RS256");
        grant(&mut world, &token);
        let reply = come_back(&mut world, &way, &way.answer());
        assert_eq!(summary(&reply), expected, "{what}");
        if expected != "signedIn" {
            assert_refused(&reply, expected, what);
        }
    }
    // The hash is that of the token's own algorithm.
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, b"opaque");
    let half = format!("\"{}\"", BASE64.encode(&digest.as_ref()[..32]));
    for (algorithm, expected) in [("ES512", "signedIn"), ("RS512", "signedIn"), ("RS384", INVALID)] {
        let way = go(&mut world, &more);
        let token = claims(&world, &way).with("at_hash", &half).sign(algorithm);
        grant(&mut world, &token);
        assert_eq!(summary(&come_back(&mut world, &way, &way.answer())), expected, "{algorithm}");
    }
}

#[test]
fn an_id_token_must_be_signed_by_the_provider() {
    let (mut world, _root) = world();
    let header = |algorithm: &str| format!(r#"{{"alg":"{algorithm}","kid":"rsa"}}"#);
    let unsigned = |token: String| token[..=token.rfind('.').unwrap()].to_owned();
    for (what, sign) in [
        (
            "alg none",
            (&|claims: &Claims| unsigned(claims.sign_with(&header("none"), "RS256")))
                as &dyn Fn(&Claims) -> String,
        ),
        ("alg none with a signature", &|claims| claims.sign_with(&header("none"), "RS256")),
        ("no signature", &|claims| unsigned(claims.sign("RS256"))),
        ("HMAC", &|claims| claims.sign_with(&header("HS256"), "RS256")),
        ("the key of another algorithm", &|claims| claims.sign_with(&header("ES256"), "ES256")),
        ("a changed payload", &|claims| {
            let token = claims.sign("RS256");
            let other = claims.clone().with("sub", "\"eve\"").sign("RS256");
            let parts: Vec<&str> = token.split('.').collect();
            format!("{}.{}.{}", parts[0], other.split('.').nth(1).unwrap(), parts[2])
        }),
    ] {
        let way = go(&mut world, "");
        let token = sign(&claims(&world, &way));
        grant(&mut world, &token);
        assert_refused(&come_back(&mut world, &way, &way.answer()), INVALID, what);
    }
    let way = ready(&mut world);
    world.documents.insert(format!("{URL}/keys"), Err(FetchProblem::Unreachable));
    assert_refused(&come_back(&mut world, &way, &way.answer()), "400 IDPCommunicationError", "no keys");
    let way = ready(&mut world);
    world.documents.insert(format!("{URL}/keys"), Ok(keys().replace("\"rsa\"", "\"new\"").into()));
    assert_refused(&come_back(&mut world, &way, &way.answer()), INVALID, "keys of others");
}

#[test]
fn a_discovery_document_that_is_of_no_use_sends_nobody_anywhere() {
    let place = format!("{URL}/.well-known/openid-configuration");
    let sound = {
        let (world, _root) = world();
        world.documents[&place].clone().unwrap().to_string()
    };
    for (what, document, expected) in [
        ("another issuer", sound.replace("\"issuer\":\"https://idp", "\"issuer\":\"https://evil"), INVALID),
        (
            "a token endpoint without TLS",
            sound.replace(TOKEN_ENDPOINT, "http://idp.example.com/token"),
            "409 NotPossible",
        ),
        ("no token endpoint", sound.replace("\"token_endpoint\"", "\"x\""), "409 NotPossible"),
        (
            "sign-in without TLS",
            sound.replace("https://idp.example.com/shop/authorize", "http://idp.example.com/"),
            "409 NotPossible",
        ),
        (
            "a script",
            sound.replace("https://idp.example.com/shop/authorize", "javascript:alert(1)//"),
            "409 NotPossible",
        ),
        ("a line break", sound.replace("/authorize?", "/authorize\\r\\nset-cookie: a=b?"), "409 NotPossible"),
        ("a fragment", sound.replace("/authorize?", "/authorize#?"), "409 NotPossible"),
        ("no codes", sound.replace("[\"code\",\"id_token\"]", "[\"id_token\"]"), "409 NotPossible"),
    ] {
        let (mut world, _root) = world();
        world.documents.insert(place.clone(), Ok(document.as_str().into()));
        let reply = super::browser::start(&mut world, "");
        assert_refused(&reply, expected, what);
        assert!(cookies(&reply).is_empty(), "{what}");
        // Nor is a code shown to a provider that has become such a one.
        world.documents.insert(place.clone(), Ok(sound.as_str().into()));
        let way = ready(&mut world);
        world.documents.insert(place.clone(), Ok(document.as_str().into()));
        assert_refused(&come_back(&mut world, &way, &way.answer()), expected, what);
        assert!(world.exchanges.is_empty(), "{what}");
    }
}
