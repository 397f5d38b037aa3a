// SPDX-License-Identifier: Apache-2.0
//! What comes back with a browser from an OpenID Connect provider: the cookie of its way, the state, the issuer, the
//! place, and the ID token that the code is worth.

use portcullis_directory::record::SecretText;
use portcullis_service::TokenKeys;
use portcullis_service::outside::Exchanged;
use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use serde_json::{Value, json};

use super::change::{base64_form, bytes, decoded, splice, text};
use super::{Field, Outcome, Random, Trial, Verdict, field, run};
use crate::web_identity::browser::{self, TOKEN_ENDPOINT, Way, world};
use crate::web_identity::issuer::{Claims, NAME, URL};
use crate::world::{World, escape};

const PREFIX: &str = "/signin/v1/oidc/callback/";
const SECONDS: i64 = 600;
const COOKIE: &str = "__Host-portcullis-oidc";

#[derive(Debug, Clone, PartialEq)]
struct Carried {
    /// The cookie's name and value.
    cookie: (String, String),
    /// The cookie's header, with `{}` where name and value stand.
    header: &'static str,
    state: String,
    issuer: String,
    /// What stands at the end of the path.
    place: String,
    /// What the token endpoint gives.
    id_token: String,
    at: i64,
    made_at: i64,
}

fn present(carried: &Carried, world: &mut World) -> Outcome {
    let body = SecretText::new(json!({"id_token": carried.id_token}).to_string());
    world.token_endpoints.insert(TOKEN_ENDPOINT.into(), Ok(Exchanged { is_granted: true, body }));
    let cookie = carried.header.replace("{}", &format!("{}={}", carried.cookie.0, carried.cookie.1));
    let headers = vec![("host".to_owned(), "localhost".to_owned()), ("cookie".to_owned(), cookie)];
    let (path, query) = (
        format!("{PREFIX}{}", carried.place),
        format!("code=c0de&state={}&iss={}", escape(&carried.state), escape(&carried.issuer)),
    );
    let http =
        HttpRequest { method: "GET", path: &path, query: &query, headers: wire_headers(headers), body: &[] };
    Outcome::of(&world.consider(http, carried.at), |reply| {
        let json: Value = serde_json::from_slice(&reply.response.body).unwrap_or_default();
        format!("{} {}", reply.response.status, json["principal"]["arn"])
    })
}

/// The value that a cookie's header gives the way, as RFC 6265 reads it.
fn cookie_value(header: &str) -> Option<&str> {
    let pairs = header.split(';').map(str::trim).filter_map(|pair| pair.split_once('='));
    pairs.filter(|(of, _)| *of == COOKIE).map(|(_, value)| value).next()
}

fn is_same(original: &Carried, mutant: &Carried) -> bool {
    let header = mutant.header.replace("{}", &format!("{}={}", mutant.cookie.0, mutant.cookie.1));
    cookie_value(&header) == Some(&*original.cookie.1)
        && (&mutant.state, &mutant.issuer) == (&original.state, &original.issuer)
        && (&mutant.place, &mutant.id_token) == (&original.place, &original.id_token)
        && (0..SECONDS).contains(&(mutant.at - mutant.made_at))
}

fn claims(world: &World, way: &Way) -> Claims {
    browser::claims(world, way).with("exp", &(world.now + 1_000_000).to_string())
}

/// A way that was gone to its end, now.
fn gone(world: &mut World, algorithm: &str) -> Carried {
    let way = browser::go(world, "");
    let (name, value) = way.cookie.split_once('=').unwrap();
    Carried {
        cookie: (name.to_owned(), value.to_owned()),
        header: "{}",
        state: way.state().to_owned(),
        issuer: URL.to_owned(),
        place: NAME.to_owned(),
        id_token: claims(world, &way).sign(algorithm),
        at: world.now,
        made_at: world.now,
    }
}

#[test]
fn no_mutant_of_what_comes_back_from_an_openid_connect_provider_is_taken() {
    let (mut world, root) = world();
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, "CreateLoginProfile UserName=bob Password=Correct-horse-1 PasswordResetRequired=true");
    let given = json!({"account": "111122223333", "userName": "bob", "password": "Correct-horse-1"});
    let asked = world.visit("POST", "/signin/v1/password", &[], &given.to_string());
    let continuation = browser::body(&asked)["continuation"].as_str().unwrap().to_owned();
    let own = std::mem::replace(&mut world.settings.token_keys, TokenKeys::new([9; 32]));
    let foreign = gone(&mut world, "RS256");
    world.settings.token_keys = own;
    let others = [gone(&mut world, "RS256"), gone(&mut world, "ES256")];
    let originals = vec![gone(&mut world, "RS256"), gone(&mut world, "ES256")];
    let faults = &["ContinuationExpired", "WrongProvider", "InvalidIdentityToken", "ExpiredTokenException"];
    let mut fields = changes();
    fields.extend(exchanges(&others, &foreign, &continuation));
    let rule = Box::new(|original: &Carried, mutant: &Carried| Verdict::same(is_same(original, mutant)));
    let trial = Trial { kind: "OpenID Connect sign-in", originals, fields, rule, faults };
    run(&trial, |carried| present(carried, &mut world));
}

/// Changes of each thing that comes back.
fn changes<'a>() -> Vec<Field<'a, Carried>> {
    let cookie = |name: &'static str, change: fn(&str, &mut Random) -> String| {
        field(name, move |carried: &Carried, random: &mut Random| {
            let (of, value) = &carried.cookie;
            Carried { cookie: (of.clone(), change(value, random)), ..carried.clone() }
        })
    };
    vec![
        cookie("cookie's bytes", |value, random| url_safe(&bytes(&decoded(value), random))),
        cookie("cookie's base 64", base64_form),
        cookie("cookie's text", text),
        field("cookie's name", |carried: &Carried, random| {
            let (name, value) = &carried.cookie;
            let changed = text(name, random);
            let name = random.pick(&[changed, "portcullis-oidc".into(), "portcullis-session".into()]);
            Carried { cookie: (name, value.clone()), ..carried.clone() }
        }),
        field("cookie's header", |carried: &Carried, random| {
            let forms = ["a=b; {}", "{}; a=b", " {} ", "a;{};b", "\"{}\"", "x={}", "{},{}", "", "{}x"];
            Carried { header: random.pick(&forms), ..carried.clone() }
        }),
        field("state", |carried: &Carried, random| Carried {
            state: text(&carried.state, random),
            ..carried.clone()
        }),
        field("issuer", |carried: &Carried, random| Carried {
            issuer: text(&carried.issuer, random),
            ..carried.clone()
        }),
        field("place", |carried: &Carried, random| Carried {
            place: text(&carried.place, random),
            ..carried.clone()
        }),
        field("ID token", |carried: &Carried, random| Carried {
            id_token: text(&carried.id_token, random),
            ..carried.clone()
        }),
        field("time", |carried: &Carried, random| {
            let around = [carried.made_at, carried.made_at + SECONDS];
            let at = random.pick(&around) + random.pick(&[-3_000, -1, 0, 1, 3_000]);
            Carried { at, ..carried.clone() }
        }),
    ]
}

fn url_safe(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// What belongs to another way, another installation or another purpose.
fn exchanges<'a>(
    others: &'a [Carried; 2],
    foreign: &'a Carried,
    continuation: &'a str,
) -> Vec<Field<'a, Carried>> {
    vec![
        field("of another way", move |carried: &Carried, random: &mut Random| {
            let other = random.pick(others);
            match random.below(3) {
                0 => Carried { cookie: other.cookie, ..carried.clone() },
                1 => Carried { state: other.state, ..carried.clone() },
                _ => Carried { id_token: other.id_token, ..carried.clone() },
            }
        }),
        field("of another installation", move |carried: &Carried, random| match random.below(2) {
            0 => Carried { cookie: foreign.cookie.clone(), ..carried.clone() },
            _ => Carried {
                cookie: foreign.cookie.clone(),
                state: foreign.state.clone(),
                id_token: foreign.id_token.clone(),
                ..carried.clone()
            },
        }),
        field("sealed for another purpose", move |carried: &Carried, _random| Carried {
            cookie: (carried.cookie.0.clone(), continuation.to_owned()),
            ..carried.clone()
        }),
        field("spliced", move |carried: &Carried, random| {
            let other = decoded(&random.pick(others).cookie.1);
            let value = url_safe(&splice(&decoded(&carried.cookie.1), &other, random));
            Carried { cookie: (carried.cookie.0.clone(), value), ..carried.clone() }
        }),
    ]
}
