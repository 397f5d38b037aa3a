// SPDX-License-Identifier: Apache-2.0
//! ID tokens of an OpenID Connect provider.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

use super::change::{base64_form, bytes, splice, text};
use super::{Field, Outcome, Random, Trial, Verdict, field, run, some_field, without_credentials};
use crate::web_identity::issuer::{ALGORITHMS, Claims, world};
use crate::world::World;

/// A token and the time at which it is presented.
#[derive(Debug, Clone, PartialEq)]
struct Token {
    text: String,
    at: i64,
    begins_at: i64,
    ends_at: i64,
}

/// How far the provider's clock may be behind, in seconds.
const SKEW_SECONDS: i64 = 300;

fn present(token: &Token, world: &mut World) -> Outcome {
    let script = "AssumeRoleWithWebIdentity RoleArn=arn:aws:iam::111122223333:role/till RoleSessionName=ann";
    let reply = world.consider_call(None, script, &[("WebIdentityToken", &token.text)], token.at);
    Outcome::of(&reply, without_credentials)
}

#[test]
fn no_mutant_of_a_web_identity_token_is_taken() {
    let (mut world, _root) = world();
    let ends_at = world.now + 3_600;
    let claims =
        Claims::at(world.now).with("exp", &ends_at.to_string()).with("nbf", &(world.now - 60).to_string());
    let at = world.now;
    let token = |text: String| Token { text, at, begins_at: at, ends_at };
    let originals: Vec<Token> = ALGORITHMS.iter().map(|algorithm| token(claims.sign(algorithm))).collect();
    let others: Vec<String> = ALGORITHMS
        .iter()
        .map(|algorithm| claims.clone().with("aud", "\"somebody else\"").sign(algorithm))
        .chain(originals.iter().map(|token| token.text.clone()))
        .collect();
    let rule = |original: &Token, mutant: &Token| {
        let is_now = (mutant.begins_at - SKEW_SECONDS..mutant.ends_at).contains(&mutant.at);
        Verdict::same(original.text == mutant.text && is_now)
    };
    let faults = &["AccessDenied", "ExpiredTokenException", "InvalidIdentityToken", "ValidationError"];
    let mut fields = crafted_fields();
    fields.extend(chance_fields(&others));
    let trial = Trial { kind: "web identity tokens", originals, fields, rule: Box::new(rule), faults };
    run(&trial, |token| present(token, &mut world));
}

fn parts(token: &Token) -> [String; 3] {
    let parts: Vec<String> = token.text.split('.').map(str::to_owned).collect();
    parts.try_into().unwrap()
}

fn json(part: &str) -> String {
    String::from_utf8(BASE64.decode(part).unwrap()).unwrap()
}

/// What attackers change first.
fn crafted_fields<'a>() -> Vec<Field<'a, Token>> {
    let header = |name: &'static str, headers: &'static [fn(&str) -> String]| {
        field(name, move |token: &Token, random: &mut Random| {
            let [header, payload, signature] = parts(token);
            let header = BASE64.encode(random.pick(headers)(&json(&header)));
            let signature = if random.below(3) == 0 { String::new() } else { signature };
            Token { text: format!("{header}.{payload}.{signature}"), ..token.clone() }
        })
    };
    let payload = |name: &'static str, payloads: &'static [fn(&str) -> String]| {
        field(name, move |token: &Token, random: &mut Random| {
            let [header, payload, signature] = parts(token);
            let payload = BASE64.encode(random.pick(payloads)(&json(&payload)));
            Token { text: format!("{header}.{payload}.{signature}"), ..token.clone() }
        })
    };
    vec![
        header(
            "algorithm",
            &[
                |_| r#"{"alg":"none"}"#.to_owned(),
                |_| r#"{"alg":"None","typ":"JWT"}"#.to_owned(),
                |_| r#"{"alg":""}"#.to_owned(),
                |header| {
                    header.replace("\"alg\":\"RS", "\"alg\":\"HS").replace("\"alg\":\"ES", "\"alg\":\"HS")
                },
                |header| header.replace("\"alg\":\"RS", "\"alg\":\"PS"),
                |header| header.replace("256", "384"),
                |header| header.replace("\"alg\"", "\"alg\":\"none\",\"alg\""),
                |header| header.replace('{', "{\"alg\":null,"),
            ],
        ),
        header(
            "key",
            &[
                |header| header.replace("\"kid\":\"", "\"kid\":\"x"),
                |header| header.replace("\"kid\":\"rsa\"", "\"kid\":\"P-256\""),
                |header| header.replacen('{', "{\"jku\":\"https://evil.example.com/keys\",", 1),
                |header| header.replacen('{', "{\"x5u\":\"https://evil.example.com/cert\",", 1),
                |header| header.replacen('{', "{\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"},", 1),
                |header| header.replacen('{', "{\"crit\":[\"b64\"],\"b64\":false,", 1),
                |header| header.replace(",\"typ\":\"JWT\"", ""),
            ],
        ),
        payload(
            "claims",
            &[
                |claims| claims.replace("till", "safe"),
                |claims| claims.replace("\"exp\":", "\"exp\":9"),
                |claims| claims.replace("\"sub\":", "\"sub\":\"admin\",\"x\":"),
                |claims| claims.replace("\"iss\":\"https", "\"iss\":\"http"),
                |claims| claims.replace("\"aud\":\"", "\"aud\":[\"sts.amazonaws.com\"],\"x\":\""),
                |claims| {
                    claims.replace(
                        '}',
                        ",\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"a\":[\"b\"]}}}",
                    )
                },
                |claims| claims.replace('}', ",\"amr\":[\"mfa\"]}"),
                |claims| format!("{claims} "),
                |claims| claims.replace("nbf", "nbg"),
            ],
        ),
        some_field("signature", |token: &Token, random| {
            let [header, payload, signature] = parts(token);
            let length = BASE64.decode(&signature).unwrap().len();
            let signature = match random.below(4) {
                0 => vec![0; length],
                1 => vec![0xFF; length],
                2 => Vec::new(),
                _ => BASE64.decode(&signature).unwrap().into_iter().rev().collect(),
            };
            Some(Token { text: format!("{header}.{payload}.{}", BASE64.encode(signature)), ..token.clone() })
        }),
        field("time", |token: &Token, random| {
            let around =
                [token.begins_at - SKEW_SECONDS, token.begins_at, token.ends_at, token.ends_at + 86_400];
            Token { at: random.pick(&around) + random.pick(&[-2, -1, 0, 1, 2]), ..token.clone() }
        }),
    ]
}

/// Changes of each part's bytes, of the text, and exchanges with other tokens.
fn chance_fields(others: &[String]) -> Vec<Field<'_, Token>> {
    let part = |name: &'static str, at: usize| {
        field(name, move |token: &Token, random: &mut Random| {
            let mut all = parts(token);
            all[at] = BASE64.encode(bytes(&BASE64.decode(&all[at]).unwrap(), random));
            Token { text: all.join("."), ..token.clone() }
        })
    };
    vec![
        part("bytes of the header", 0),
        part("bytes of the payload", 1),
        part("bytes of the signature", 2),
        field("text", |token: &Token, random| Token { text: text(&token.text, random), ..token.clone() }),
        field("base 64", |token: &Token, random| {
            let mut all = parts(token);
            let at = random.below(3);
            all[at] = base64_form(&all[at], random);
            Token { text: all.join("."), ..token.clone() }
        }),
        field("dots", |token: &Token, random| {
            let whole = &token.text;
            let [header, payload, signature] = parts(token);
            let texts = [
                format!("{whole}."),
                format!(".{whole}"),
                format!("{header}.{whole}"),
                format!("{header}.{payload}"),
                format!("{header}.{payload}.{signature}.{signature}"),
                format!("{header}..{signature}"),
                whole.replace('.', ".."),
            ];
            Token { text: random.pick(&texts), ..token.clone() }
        }),
        field("parts of another token", |token: &Token, random| {
            let mut all = parts(token);
            let other: Vec<String> = random.pick(others).split('.').map(str::to_owned).collect();
            let at = random.below(3);
            all[at].clone_from(&other[at]);
            let mixed = all.join(".");
            // Another sound token is no mutant.
            let text = if others.contains(&mixed) { token.text.clone() } else { mixed };
            Token { text, ..token.clone() }
        }),
        field("spliced", |token: &Token, random| {
            let other = random.pick(others);
            let spliced = splice(token.text.as_bytes(), other.as_bytes(), random);
            let text = String::from_utf8(spliced).unwrap();
            Token { text: if others.contains(&text) { token.text.clone() } else { text }, ..token.clone() }
        }),
    ]
}
