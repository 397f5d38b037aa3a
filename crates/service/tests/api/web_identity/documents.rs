// SPDX-License-Identifier: Apache-2.0
//! What providers publish, when they are down, slow, huge or lying: never a session.

use portcullis_service::outside::FetchProblem;

use super::issuer::{Claims, URL, discovery, keys, rsa_key, world};
use super::{NO_KEY, NOT_VALIDATED, assume};

const UNREACHABLE: &str = "400 IDPCommunicationError The identity provider that was asked to verify the token could \
                           not be reached. Try again.";
const UNTRUSTED: &str = "400 InvalidIdentityToken OpenIDConnect provider's HTTPS certificate doesn't match configured \
                         thumbprint";

#[test]
fn problems_of_fetching_are_told_apart() {
    for (problem, expected) in [
        (FetchProblem::Unreachable, UNREACHABLE),
        (FetchProblem::Untrusted, UNTRUSTED),
        (FetchProblem::Unusable, NO_KEY),
    ] {
        for document in ["/.well-known/openid-configuration", "/keys"] {
            let (mut world, _root) = world();
            world.documents.insert(format!("{URL}{document}"), Err(problem));
            let token = Claims::at(world.now).sign("RS256");
            assert_eq!(assume(&mut world, "till", &token).summary(), expected, "{document}");
        }
    }
}

#[test]
fn a_discovery_document_must_be_the_issuers_own_and_whole() {
    let sound = discovery(URL);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let long = sound.replacen('{', &format!("{{\"x\":\"{}\",", "x".repeat(1_048_576)), 1);
    for document in [
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
        "<html>".to_owned(),
        "{}".to_owned(),
        deep.clone(),
        sound.replacen('{', &format!("{{\"x\":{deep},"), 1),
        long,
        format!("{sound}{sound}"),
        discovery("https://evil.example.com"),
        sound.replace("\"issuer\":", "\"Issuer\":"),
        sound.replacen('{', &format!("{{\"issuer\":\"{URL}\","), 1),
        sound.replace("\"jwks_uri\":\"https", "\"jwks_uri\":\"http"),
        sound.replace("/keys", "/keys\u{7f}"),
        sound.replace("\"jwks_uri\":", "\"jwks\":"),
        sound.replace("[\"id_token\"]", "[]"),
        sound.replace("subject_types_supported", "subject_types"),
        sound.replace("id_token_signing_alg_values_supported", "x"),
    ] {
        let (mut world, _root) = world();
        let place = format!("{URL}/.well-known/openid-configuration");
        world.documents.insert(place.clone(), Ok(document.as_str().into()));
        let token = Claims::at(world.now).sign("RS256");
        let start: String = document.chars().take(300).collect();
        assert_eq!(assume(&mut world, "till", &token).summary(), NO_KEY, "{start}");
        assert_eq!(world.fetched, [place], "no keys are fetched: {start}");
    }
}

#[test]
fn keys_may_be_elsewhere() {
    let (mut world, _root) = world();
    let there = discovery(URL).replace(&format!("{URL}/keys"), "https://keys.example.net:8443/v3?x=1");
    world.documents.insert(format!("{URL}/.well-known/openid-configuration"), Ok(there.into()));
    world.documents.insert("https://keys.example.net:8443/v3?x=1".into(), Ok(keys().into()));
    let token = Claims::at(world.now).sign("RS256");
    assert_eq!(assume(&mut world, "till", &token).summary(), "OK");
}

#[test]
fn only_keys_that_may_sign_verify() {
    let set = |keys: &[String]| format!(r#"{{"keys":[{}]}}"#, keys.join(","));
    let key = |more: &str| rsa_key("rsa", more);
    let many = |count: usize| (0..count).map(|at| rsa_key(&format!("k{at}"), "")).collect::<Vec<_>>();
    let with_many = |count: usize| set(&[many(count), vec![key("")]].concat());
    let anonymous = key("").replace(r#""kid":"rsa","#, "");
    let oct = r#"{"kty":"oct","kid":"rsa","k":"AAAA"}"#.to_owned();
    for (document, expected) in [
        (set(&[key("")]), "OK"),
        (set(&[key(r#","use":"sig","alg":"RS256","key_ops":["verify"],"x5c":["MII"]"#)]), "OK"),
        (set(&[oct.clone(), "7".into(), key("")]), "OK"),
        (with_many(99), "OK"),
        // A token that names a key, and the only key has no name.
        (set(std::slice::from_ref(&anonymous)), "OK"),
        (set(&[anonymous.clone(), anonymous]), NO_KEY),
        (with_many(100), NO_KEY),
        (set(&[]), NO_KEY),
        (set(&[oct]), NO_KEY),
        ("{}".into(), NO_KEY),
        (r#"{"keys":{}}"#.into(), NO_KEY),
        (set(&[key(r#","use":"enc""#)]), NO_KEY),
        (set(&[key(r#","use":7"#)]), NO_KEY),
        (set(&[key(r#","key_ops":["encrypt"]"#)]), NO_KEY),
        (set(&[key(r#","alg":"RS512""#)]), NO_KEY),
        (set(&[key("").replace("AQAB", "!")]), NO_KEY),
        (set(&[key("").replace("\"kid\":\"rsa\"", "\"kid\":7")]), NO_KEY),
        (set(&[rsa_key("other", "")]), NO_KEY),
        (set(&[key("").replace("AQAB", "AQ")]), NOT_VALIDATED),
        (set(&[key("").replace("AQAB", "")]), NOT_VALIDATED),
        (
            set(&[format!(r#"{{"kty":"RSA","kid":"rsa","n":"{}","e":"AQAB"}}"#, "A".repeat(172))]),
            NOT_VALIDATED,
        ),
    ] {
        let (mut world, _root) = world();
        world.documents.insert(format!("{URL}/keys"), Ok(document.as_str().into()));
        let token = Claims::at(world.now).sign("RS256");
        let start: String = document.chars().take(600).collect();
        assert_eq!(assume(&mut world, "till", &token).summary(), expected, "{start}");
    }
}

#[test]
fn a_new_key_is_fetched_once_and_only_if_it_is_not_known() {
    let (mut world, _root) = world();
    let place = format!("{URL}/keys");
    let old = format!(r#"{{"keys":[{}]}}"#, rsa_key("old", ""));
    world.documents.insert(place.clone(), Ok(old.as_str().into()));
    world.fresh_documents.insert(place.clone(), Ok(keys().into()));
    let token = Claims::at(world.now).sign("RS256");
    assert_eq!(assume(&mut world, "till", &token).summary(), "OK");
    let discovery = format!("{URL}/.well-known/openid-configuration");
    assert_eq!(world.fetched, [discovery.clone(), place.clone(), format!("{place}!")]);
    world.fetched.clear();
    let token = Claims::at(world.now).sign_with(r#"{"alg":"RS256","kid":"old"}"#, "RS256");
    assert_eq!(assume(&mut world, "till", &token).summary(), "OK");
    assert_eq!(world.fetched, [discovery.clone(), place.clone()]);
    // A wrong signature of a known key is wrong: nothing is fetched again for it.
    world.fetched.clear();
    let token = Claims::at(world.now).sign_with(r#"{"alg":"RS384","kid":"old"}"#, "RS256");
    assert_eq!(assume(&mut world, "till", &token).summary(), NOT_VALIDATED);
    assert_eq!(world.fetched, [discovery, place.clone()]);
    world.fresh_documents.insert(place, Err(FetchProblem::Unreachable));
    let token = Claims::at(world.now).sign_with(r#"{"alg":"RS256","kid":"none"}"#, "RS256");
    assert_eq!(assume(&mut world, "till", &token).summary(), UNREACHABLE);
}
