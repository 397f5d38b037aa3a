// SPDX-License-Identifier: Apache-2.0
//! What a command line shows for its credentials: a code with its verifier, or a refresh token, and the proof of a key.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portcullis_service::{Reply, TokenKeys};
use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use serde_json::{Value, json};

use super::change::{base64_form, bytes, decoded, splice, text};
use super::{Field, Outcome, Trial, Verdict, field, run, some_field};
use crate::aws_login::client::{Cli, audit, refresh_token, sign_in, with_bob};
use crate::world::World;

#[derive(Debug, Clone, PartialEq)]
struct Shown {
    proof: String,
    /// The members of the body.
    body: BTreeMap<String, String>,
    at: i64,
    /// When the proof was made, and when the code or the token was.
    made_at: (i64, i64),
}

impl Shown {
    fn of(cli: &mut Cli, world: &World, body: &Value, sealed_at: i64) -> Self {
        let members = body.as_object().unwrap().iter();
        let body = members.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect();
        let claims = cli.claims(world.now);
        Self { proof: cli.signed(&claims), body, at: world.now, made_at: (world.now, sealed_at) }
    }

    /// The name of what is sealed.
    fn sealed(&self) -> &'static str {
        if self.body.contains_key("code") { "code" } else { "refreshToken" }
    }

    fn with(&self, name: &str, value: String) -> Self {
        let mut changed = self.clone();
        changed.body.insert(name.to_owned(), value);
        changed
    }

    /// With one of the three parts of the proof changed.
    fn with_part(&self, part: usize, change: impl FnOnce(&str) -> String) -> Self {
        let mut parts: Vec<String> = self.proof.split('.').map(str::to_owned).collect();
        parts[part] = change(&parts[part]);
        Self { proof: parts.join("."), ..self.clone() }
    }
}

/// A code and a refresh token of bob's, and what shows them.
fn cast(world: &mut World, cli: &mut Cli) -> Vec<Shown> {
    let cookie = sign_in(world);
    let token = refresh_token(&cli.log_in(world, &cookie));
    let (token_at, code) = (world.now, cli.code(world, &cookie));
    let refreshing = Shown::of(cli, world, &cli.refreshing(&token), token_at);
    vec![Shown::of(cli, world, &cli.redeeming(&code), world.now), refreshing]
}

fn present(shown: &Shown, world: &mut World) -> Outcome {
    let body = json!(shown.body).to_string();
    let headers = [("host", "localhost"), ("content-type", "application/json"), ("dpop", &*shown.proof)];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let http = HttpRequest {
        method: "POST",
        path: "/v1/token",
        query: "",
        headers: wire_headers(headers),
        body: body.as_bytes(),
    };
    Outcome::of(&world.consider(http, shown.at), says)
}

/// Whose credentials are given, whenever that is.
fn says(reply: &Reply) -> String {
    let answer: Value = serde_json::from_slice(&reply.response.body).unwrap();
    let members: Vec<&String> = answer.as_object().unwrap().keys().collect();
    format!("{} {members:?} {}", reply.response.status, audit(reply)["userIdentity"]["arn"])
}

fn is_same(original: &Shown, mutant: &Shown) -> bool {
    let (proof_at, sealed_at) = mutant.made_at;
    let is_fresh = original.sealed() != "code" || mutant.at < sealed_at + 600;
    let is_in_time = mutant.at >= sealed_at && (mutant.at - proof_at).abs() <= 900 && is_fresh;
    is_in_time && mutant.proof == original.proof && mutant.body == original.body
}

#[test]
fn no_mutant_of_what_a_command_line_shows_for_its_credentials_is_taken() {
    let (mut world, _) = with_bob();
    let mut cli = Cli::new();
    let own = std::mem::replace(&mut world.settings.token_keys, TokenKeys::new([9; 32]));
    let foreign = cast(&mut world, &mut cli);
    world.settings.token_keys = own;
    let mut another = Cli::new();
    let others = cast(&mut world, &mut another);
    let originals = cast(&mut world, &mut cli);
    let mut fields = changes();
    fields.extend(exchanges(&others, &foreign));
    let rule = Box::new(|original: &Shown, mutant: &Shown| Verdict::same(is_same(original, mutant)));
    let faults = &["ValidationException", "AccessDeniedException"];
    let trial = Trial { kind: "aws login", originals, fields, rule, faults };
    run(&trial, |shown| present(shown, &mut world));
}

/// Changes of the proof, of what is sealed, and of what goes with it.
fn changes<'a>() -> Vec<Field<'a, Shown>> {
    let member = |name: &'static str| {
        some_field(name, move |shown: &Shown, random| {
            let value = shown.body.get(name)?;
            Some(shown.with(name, text(value, random)))
        })
    };
    vec![
        field("proof", |shown: &Shown, random| Shown { proof: text(&shown.proof, random), ..shown.clone() }),
        field("bytes of the proof", |shown: &Shown, random| {
            let part = random.below(3);
            shown.with_part(part, |part| url_safe(&bytes(&decoded(part), random)))
        }),
        field("base 64 of the proof", |shown: &Shown, random| {
            let part = random.below(3);
            shown.with_part(part, |part| base64_form(part, random))
        }),
        field("bytes of what is sealed", |shown: &Shown, random| {
            let name = shown.sealed();
            shown.with(name, url_safe(&bytes(&decoded(&shown.body[name]), random)))
        }),
        field("base 64 of what is sealed", |shown: &Shown, random| {
            let name = shown.sealed();
            shown.with(name, base64_form(&shown.body[name], random))
        }),
        member("code"),
        member("refreshToken"),
        member("codeVerifier"),
        member("redirectUri"),
        member("clientId"),
        member("grantType"),
        field("time", |shown: &Shown, random| {
            let (proof_at, sealed_at) = shown.made_at;
            let around = [sealed_at, sealed_at + 600, proof_at + 900, proof_at - 900, proof_at];
            Shown { at: random.pick(&around) + random.pick(&[-1, 0, 1, 50_000]), ..shown.clone() }
        }),
    ]
}

/// What belongs to another command line, to another request, or to another installation.
fn exchanges<'a>(others: &'a [Shown], foreign: &'a [Shown]) -> Vec<Field<'a, Shown>> {
    let of = |all: &'a [Shown], shown: &Shown| all.iter().find(|one| one.sealed() == shown.sealed()).unwrap();
    vec![
        some_field("another's proof", move |shown: &Shown, _random| {
            // A code is for whoever has the verifier, with any key.
            let is_bound = shown.sealed() == "refreshToken";
            is_bound.then(|| Shown { proof: of(others, shown).proof.clone(), ..shown.clone() })
        }),
        some_field("another's refresh token", move |shown: &Shown, _random| {
            let name = shown.sealed();
            (name == "refreshToken").then(|| shown.with(name, of(others, shown).body[name].clone()))
        }),
        field("of another installation", move |shown: &Shown, _random| {
            let name = shown.sealed();
            shown.with(name, of(foreign, shown).body[name].clone())
        }),
        field("sealed for another purpose", move |shown: &Shown, _random| {
            let other = others.iter().find(|one| one.sealed() != shown.sealed()).unwrap();
            shown.with(shown.sealed(), other.body[other.sealed()].clone())
        }),
        some_field("spliced", move |shown: &Shown, random| {
            let name = shown.sealed();
            let other = of(if random.below(2) == 0 { others } else { foreign }, shown);
            let spliced = splice(&decoded(&shown.body[name]), &decoded(&other.body[name]), random);
            // Another's whole code is good for whoever has its verifier, which is the same in all tests.
            let spliced = url_safe(&spliced);
            (spliced != other.body[name]).then(|| shown.with(name, spliced))
        }),
    ]
}

fn url_safe(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
