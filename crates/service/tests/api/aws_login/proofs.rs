// SPDX-License-Identifier: Apache-2.0
//! Proofs of a key that are none. Each is tried with a code that is good, which none of them uses up.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::{Value, json};

use super::client::*;

const INVALID: &str = "400 ValidationException INVALID_REQUEST";

type Change = fn(&mut Value, &mut Value);

/// What is changed of a proof that would be good, before it is signed.
const CHANGES: [(&str, Change); 27] = [
    ("another type", |header, _| header["typ"] = json!("JWT")),
    ("no type", |header, _| header["typ"] = Value::Null),
    ("the algorithm none", |header, _| header["alg"] = json!("none")),
    ("an algorithm in lower case", |header, _| header["alg"] = json!("es256")),
    ("an algorithm for RSA", |header, _| header["alg"] = json!("RS256")),
    ("another curve's algorithm", |header, _| header["alg"] = json!("ES384")),
    ("a shared secret's algorithm", |header, _| header["alg"] = json!("HS256")),
    ("no algorithm", |header, _| header["alg"] = Value::Null),
    ("an extension", |header, _| header["crit"] = json!(["exp"])),
    ("no key", |header, _| header["jwk"] = Value::Null),
    ("a private key", |header, _| header["jwk"]["d"] = json!("AAAA")),
    ("another kind of key", |header, _| header["jwk"]["kty"] = json!("RSA")),
    ("another curve", |header, _| header["jwk"]["crv"] = json!("P-384")),
    ("a key off the curve", |header, _| header["jwk"]["x"] = json!(BASE64.encode([1; 32]))),
    ("a short coordinate", |header, _| header["jwk"]["y"] = json!("AAAA")),
    ("somebody else's key", |header, _| header["jwk"] = Cli::new().jwk()),
    ("another method", |_, payload| payload["htm"] = json!("GET")),
    ("a method in lower case", |_, payload| payload["htm"] = json!("post")),
    ("another server", |_, payload| payload["htu"] = json!("https://evil.example.com/v1/token")),
    ("another path", |_, payload| payload["htu"] = json!("https://iam.example.com/v1/authorize")),
    ("another scheme", |_, payload| payload["htu"] = json!("http://iam.example.com/v1/token")),
    ("no URL", |_, payload| payload["htu"] = Value::Null),
    ("too old", |_, payload| payload["iat"] = json!(payload["iat"].as_i64().unwrap() - 901)),
    ("of the future", |_, payload| payload["iat"] = json!(payload["iat"].as_i64().unwrap() + 903)),
    ("a time that is a text", |_, payload| payload["iat"] = json!("now")),
    ("no id", |_, payload| payload["jti"] = Value::Null),
    ("an endless id", |_, payload| payload["jti"] = json!("x".repeat(257))),
];

#[test]
fn what_proves_no_key_gets_no_token() {
    let (mut world, _) = with_bob();
    let cookie = sign_in(&mut world);
    let mut cli = Cli::new();
    let code = cli.code(&mut world, &cookie);
    let redeeming = cli.redeeming(&code);
    for (what, change) in CHANGES {
        let mut claims = cli.claims(world.now);
        change(&mut claims.0, &mut claims.1);
        let proof = cli.signed(&claims);
        assert_eq!(summary(&ask_with(&mut world, &[("dpop", &proof)], &redeeming)), INVALID, "{what}");
    }
    let claims = cli.claims(world.now);
    let good = cli.signed(&claims);
    let (input, signature) = good.rsplit_once('.').unwrap();
    let (_, other) =
        Cli::new().signed(&claims).rsplit_once('.').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let mut mac_claims = cli.claims(world.now);
    mac_claims.0["alg"] = json!("HS256");
    let mac_input =
        format!("{}.{}", BASE64.encode(mac_claims.0.to_string()), BASE64.encode(mac_claims.1.to_string()));
    let key = hmac::Key::new(hmac::HMAC_SHA256, cli.jwk().to_string().as_bytes());
    let mac = format!("{mac_input}.{}", BASE64.encode(hmac::sign(&key, mac_input.as_bytes())));
    let changed = BASE64.encode(claims.1.to_string().replace("proof", "other"));
    let header = input.split('.').next().unwrap();
    let texts = [
        ("no text", String::new()),
        ("no token", "abc".to_owned()),
        ("no signature", format!("{input}.")),
        ("no parts", ".".repeat(2)),
        ("another's signature", format!("{input}.{other}")),
        ("another payload", format!("{header}.{changed}.{signature}")),
        ("a signature cut short", format!("{input}.{}", signature.get(..80).unwrap())),
        ("a secret's signature", mac),
        ("a part too many", format!("{good}.{signature}")),
        ("letters that do not belong", format!("{good}=")),
        ("an endless token", format!("{}.{signature}", "A".repeat(5_000))),
    ];
    for (what, text) in &texts {
        assert_eq!(summary(&ask_with(&mut world, &[("dpop", text)], &redeeming)), INVALID, "{what}");
    }
    assert_eq!(summary(&ask_with(&mut world, &[], &redeeming)), INVALID, "no proof");
    assert_eq!(
        summary(&ask_with(&mut world, &[("dpop", &good), ("dpop", &good)], &redeeming)),
        INVALID,
        "two"
    );
    // The code is still good, and so is the proof.
    assert_eq!(summary(&ask_with(&mut world, &[("dpop", &good)], &redeeming)), "200");
}

#[test]
fn a_proof_is_taken_once() {
    let (mut world, _) = with_bob();
    let cookie = sign_in(&mut world);
    let mut cli = Cli::new();
    let code = cli.code(&mut world, &cookie);
    let claims = cli.claims(world.now);
    let proof = cli.signed(&claims);
    let first = ask_with(&mut world, &[("dpop", &proof)], &cli.redeeming(&code));
    let token = refresh_token(&body(&first));
    let again = ask_with(&mut world, &[("dpop", &proof)], &cli.refreshing(&token));
    assert_eq!(summary(&again), INVALID);
    // The same claims signed anew are the same proof.
    let anew = cli.signed(&claims);
    assert_ne!(anew, proof);
    assert_eq!(summary(&ask_with(&mut world, &[("dpop", &anew)], &cli.refreshing(&token))), INVALID);
    assert_eq!(summary(&cli.ask(&mut world, &cli.refreshing(&token))), "200");
    // What is too old to be taken need not be remembered.
    world.now += 1_000;
    let reply = cli.ask(&mut world, &cli.refreshing(&token));
    let changes = &reply.transition.unwrap().changes;
    assert_eq!(changes.len(), 4, "one proof is remembered, two and a code are forgotten: {changes:?}");
}
