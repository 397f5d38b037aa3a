// SPDX-License-Identifier: Apache-2.0
//! Session tokens, by those who hold the secret that goes with them: they can sign whatever token they make up.

use portcullis_service::TokenKeys;
use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use portcullis_wire::sigv4::{Credentials, Scope, sign};

use super::change::{base64_form, decoded, splice, text};
use super::signed_request::{Sent, owned};
use super::signed_requests::{Cast, cast, says};
use super::{Field, Outcome, Random, Trial, Verdict, change, field, run};
use crate::world::{ACCOUNT, Key, World, form};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// What somebody who has a session presents, and when.
#[derive(Debug, Clone, PartialEq)]
struct Held {
    id: String,
    secret: String,
    token: String,
    at: i64,
    ends_at: i64,
}

fn held(world: &World, key: &Key, seconds: i64) -> Held {
    let (id, secret) = (key.id.clone(), key.secret.clone());
    Held { id, secret, token: key.token.clone().unwrap(), at: world.now, ends_at: world.now + seconds }
}

/// A call that is signed with what is held.
fn present(held: &Held, world: &mut World) -> Outcome {
    let (service, body) = form("GetCallerIdentity", &[]);
    let headers = vec![("host".to_owned(), "localhost".to_owned())];
    let mut request = HttpRequest {
        method: "POST",
        path: "/",
        query: "",
        headers: wire_headers(headers),
        body: body.as_bytes(),
    };
    let credentials = Credentials {
        access_key_id: &held.id,
        secret_access_key: &held.secret,
        security_token: Some(&held.token),
    };
    let added = sign(&request, &credentials, &Scope { region: "us-east-1", service }, held.at).unwrap();
    request.headers.extend(wire_headers(added));
    let sent = Sent {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: String::new(),
        headers: owned(request.headers),
        body: body.clone().into_bytes(),
        at: held.at,
        signed_at: held.at,
    };
    Outcome::of(&sent.present(world), says)
}

/// Sessions of every kind, and a token of another installation for the same user.
fn sessions(cast: &mut Cast) -> (Vec<Held>, Vec<Held>) {
    let world = &mut cast.world;
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    let tags = "Tags.member.1.Key=team Tags.member.1.Value=till TransitiveTagKeys.member.1=team";
    let assume = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Till RoleSessionName=night {tags}");
    let trust = crate::world::trust(&format!("arn:aws:iam::{ACCOUNT}:root"))
        .replace("\"sts:AssumeRole\"", "[\"sts:AssumeRole\",\"sts:TagSession\"]");
    world.ok_with(&cast.root, "UpdateAssumeRolePolicy RoleName=Till", &[("PolicyDocument", &trust)]);
    let mut sessions = Vec::new();
    for (by, script, more, seconds) in [
        (&cast.bob, assume.as_str(), vec![("Policy", policy)], 3_600),
        (&cast.bob, "GetSessionToken DurationSeconds=900", vec![], 900),
        (&cast.root, "GetSessionToken", vec![], 3_600),
        (
            &cast.bob,
            "GetFederationToken Name=guest DurationSeconds=129600",
            vec![("Policy", policy)],
            129_600,
        ),
    ] {
        let made = world.ok_with(by, script, &more).credentials();
        sessions.push(held(world, &made, seconds));
    }
    let own = std::mem::replace(&mut world.settings.token_keys, TokenKeys::new([9; 32]));
    let foreign = world.ok(&cast.bob, "GetSessionToken").credentials();
    world.settings.token_keys = own;
    let mut others = sessions.clone();
    others.push(held(world, &foreign, 43_200));
    let at = world.now;
    (sessions.into_iter().map(|session| Held { at, ..session }).collect(), others)
}

#[test]
fn no_mutant_of_a_session_token_is_taken() {
    let mut cast = cast();
    let (originals, others) = sessions(&mut cast);
    let mut fields = vec![
        field("the token of another session", |held: &Held, random| {
            let token = random.pick(&others).token.clone();
            Held { token, ..held.clone() }
        }),
        field("spliced of two sessions", |held: &Held, random| {
            let other = decoded(&random.pick(&others).token);
            let (one, other) = (decoded(&held.token), other);
            let spliced = if random.below(2) == 0 {
                splice(&one, &other, random)
            } else {
                splice(&other, &one, random)
            };
            Held { token: BASE64.encode(spliced), ..held.clone() }
        }),
        field("key id", |held: &Held, random| {
            let other = random.pick(&others).id.clone();
            let id = if random.below(2) == 0 { other } else { text(&held.id, random) };
            Held { id, ..held.clone() }
        }),
        field("secret", |held: &Held, random| {
            let other = random.pick(&others).secret.clone();
            let secret = if random.below(2) == 0 { other } else { text(&held.secret, random) };
            Held { secret, ..held.clone() }
        }),
        field("time", |held: &Held, random| {
            let seconds = [-100, -1, 0, 1, 86_400, 31_536_000];
            Held { at: held.ends_at + random.pick(&seconds), ..held.clone() }
        }),
    ];
    fields.extend(token_fields());
    // The signature covers blanks around a header's value as none.
    let blank = [' ', '\t', '\n', '\r', '\u{c}'];
    let rule = |original: &Held, mutant: &Held| {
        let token = mutant.token.trim_matches(blank).to_owned();
        // HMAC fills its key up with zero bytes (RFC 2104), so a secret with such an end signs the same.
        let secret = mutant.secret.trim_end_matches('\0').to_owned();
        let mutant = Held { token, secret, ..mutant.clone() };
        let is_same = Held { at: original.at, ..mutant.clone() } == *original;
        Verdict::same(is_same && mutant.at < mutant.ends_at)
    };
    let faults = &["ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch", "IncompleteSignature"];
    let trial = Trial { kind: "session tokens", originals, fields, rule: Box::new(rule), faults };
    run(&trial, |held| present(held, &mut cast.world));
}

/// Changes of a token's bytes, part by part, and of its text.
fn token_fields<'a>() -> Vec<Field<'a, Held>> {
    fn part(name: &'static str, of: fn(usize) -> std::ops::Range<usize>) -> Field<'static, Held> {
        field(name, move |held: &Held, random: &mut Random| {
            let mut bytes = decoded(&held.token);
            let range = of(bytes.len());
            let changed = change::bytes(&bytes[range.clone()], random);
            bytes.splice(range, changed);
            Held { token: BASE64.encode(bytes), ..held.clone() }
        })
    }
    vec![
        part("version", |_| 0..1),
        part("day", |_| 1..5),
        part("nonce", |_| 5..17),
        part("what is sealed", |length| 17..length - 16),
        part("seal", |length| length - 16..length),
        part("length", |length| 0..length),
        field("base 64", |held: &Held, random| Held {
            token: base64_form(&held.token, random),
            ..held.clone()
        }),
        field("text", |held: &Held, random| Held { token: text(&held.token, random), ..held.clone() }),
    ]
}
