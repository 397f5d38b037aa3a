// SPDX-License-Identifier: Apache-2.0
//! What a browser carries while it signs in by SAML: the request it was sent away with, and the choice of a role.

use portcullis_service::Reply;
use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use serde_json::{Value, json};

use super::change::{base64_form, bytes, decoded, splice, text};
use super::{Field, Outcome, Random, Trial, Verdict, field, run, some_field};
use crate::saml::identity_provider::{PROVIDER, ROLE, Response, Signer, encode, signed};
use crate::saml::world;
use crate::saml_sign_in::{cookie_of, hidden, own, posted, request_id, role, trusting};
use crate::world::{World, escape};

/// Where it is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// A program chooses a role.
    Program,
    /// A page brings a choice, with a cookie.
    Page,
    /// A response answers the request of a cookie.
    Answer,
}

#[derive(Debug, Clone, PartialEq)]
struct Carried {
    door: Door,
    /// The choice, or the id of the request.
    sealed: String,
    role_arn: String,
    /// The cookie's name and value.
    cookie: (String, String),
    /// The cookie's header, with `{}` where name and value stand.
    header: &'static str,
    at: i64,
    made_at: i64,
}

impl Door {
    fn lifetime(self) -> i64 {
        if self == Self::Answer { 1_800 } else { 600 }
    }
}

fn present(carried: &Carried, world: &mut World) -> Outcome {
    let pair = format!("{}={}", carried.cookie.0, carried.cookie.1);
    let cookie =
        if carried.cookie.0.is_empty() { String::new() } else { carried.header.replace("{}", &pair) };
    let form = "application/x-www-form-urlencoded";
    let (path, kind, accept, body) = match carried.door {
        Door::Program => {
            let given = json!({"continuation": carried.sealed, "roleArn": carried.role_arn});
            ("/signin/v1/role", "application/json", "*/*", given.to_string())
        }
        Door::Page => {
            let body =
                format!("continuation={}&roleArn={}", escape(&carried.sealed), escape(&carried.role_arn));
            ("/signin/v1/role", form, "text/html", body)
        }
        Door::Answer => {
            let answered = (Some(markup(&carried.sealed)), Some(markup(&carried.sealed)));
            let (now, world) = (carried.at, &*world);
            let one = Response { in_response_to: answered, issued_at: now, not_before: now, ..own(world) };
            let one = Response { ends_at: now + 300, confirmation_ends_at: Some(now + 300), ..one };
            let response = one.around(&signed(&one.assertion(), &one.id, Signer::P256));
            ("/saml", form, "text/html", format!("SAMLResponse={}", escape(&encode(&response))))
        }
    };
    let headers = [("host", "localhost"), ("content-type", kind), ("accept", accept), ("cookie", &*cookie)];
    let headers = wire_headers(headers);
    let http = HttpRequest { method: "POST", path, query: "", headers, body: body.as_bytes() };
    Outcome::of(&world.consider(http, carried.at), says)
}

/// What an answer says, whenever it is given.
fn says(reply: &Reply) -> String {
    let json: Value = serde_json::from_slice(&reply.response.body).unwrap_or_default();
    let location = reply.response.headers.iter().find(|(name, _)| name == "location");
    let (principal, changes) = (&json["principal"]["arn"], reply.transition.is_some());
    format!("{} {principal} {location:?} {changes}", reply.response.status)
}

/// An id as a provider writes it into an attribute, whose reader makes blanks of what is no other character.
fn markup(text: &str) -> String {
    let kept: String = text.chars().filter(|character| !character.is_control()).collect();
    kept.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The value that a cookie's header gives a name, as RFC 6265 reads it.
fn cookie_value<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let pairs = header.split(';').map(str::trim).filter_map(|pair| pair.split_once('='));
    pairs.filter(|(of, _)| *of == name).map(|(_, value)| value).next()
}

fn is_same(original: &Carried, mutant: &Carried) -> bool {
    let header = mutant.header.replace("{}", &format!("{}={}", mutant.cookie.0, mutant.cookie.1));
    let (name, value) = &original.cookie;
    let has_cookie = original.door == Door::Program || cookie_value(&header, name) == Some(&**value);
    let sealed = if mutant.door == Door::Answer { markup(&mutant.sealed) } else { mutant.sealed.clone() };
    let age = mutant.at - mutant.made_at;
    has_cookie
        && sealed == original.sealed
        && mutant.role_arn == original.role_arn
        && (0..mutant.door.lifetime()).contains(&age)
}

/// One of each, made now.
fn cast(world: &mut World) -> Vec<Carried> {
    let both = [role("Reader").1, role("Writer").1];
    let one = |world: &World, id: &str| {
        let one = Response { id: id.into(), ..own(world) };
        one.aws("Role", &[&both[0], &both[1]]).assertion_signed()
    };
    let carried = |door: Door, sealed: String, cookie: (String, String), at: i64| Carried {
        door,
        sealed,
        role_arn: ROLE.into(),
        cookie,
        header: "{}",
        at,
        made_at: at,
    };
    let now = world.now;
    let response = one(world, &format!("_p{now}"));
    let told = posted(world, &response, "*/*");
    let told: Value = serde_json::from_slice(&told.response.body).unwrap();
    let by_program = told["continuation"].as_str().unwrap().to_owned();
    let program = carried(Door::Program, by_program, (String::new(), String::new()), world.now);
    let response = one(world, &format!("_q{now}"));
    let asked = posted(world, &response, "text/html");
    let shown = String::from_utf8(asked.response.body.clone()).unwrap();
    let page = carried(Door::Page, hidden(&shown), cookie_of(&asked), world.now);
    let started = world.visit("GET", &format!("/signin/v1/saml?provider={PROVIDER}"), &[], "");
    let answer = carried(Door::Answer, request_id(&started), cookie_of(&started), world.now);
    vec![program, page, answer]
}

#[test]
fn no_mutant_of_what_a_browser_carries_through_a_saml_sign_in_is_taken() {
    let (mut world, root) = world();
    trusting(&mut world, &root, "Writer");
    let others = cast(&mut world);
    let own = std::mem::replace(&mut world.settings.token_keys, portcullis_service::TokenKeys::new([9; 32]));
    let foreign = cast(&mut world);
    world.settings.token_keys = own;
    let mut originals = cast(&mut world);
    let at = world.now;
    originals.iter_mut().for_each(|original| original.at = at);
    let faults = &["AnotherBrowser", "ContinuationExpired", "InvalidRequest", "UnknownRequest"];
    // An id that XML cannot hold, or that makes a request of nobody.
    let faults = &[&faults[..], &["InvalidIdentityToken"]].concat();
    let mut fields = changes();
    fields.extend(exchanges(&others, &foreign));
    let rule = Box::new(|original: &Carried, mutant: &Carried| Verdict::same(is_same(original, mutant)));
    let trial = Trial { kind: "SAML sign-in", originals, fields, rule, faults };
    run(&trial, |carried| present(carried, &mut world));
}

/// Changes of what is sealed, of its text, and of what goes with it.
fn changes<'a>() -> Vec<Field<'a, Carried>> {
    vec![
        some_field("bytes of what is sealed", |carried: &Carried, random: &mut Random| {
            with_sealed(carried, |sealed| url_safe(&bytes(&decoded(sealed), random)))
        }),
        some_field("base 64 of what is sealed", |carried: &Carried, random: &mut Random| {
            with_sealed(carried, |sealed| base64_form(sealed, random))
        }),
        field("text", |carried: &Carried, random| Carried {
            sealed: text(&carried.sealed, random),
            ..carried.clone()
        }),
        field("role", |carried: &Carried, random| Carried {
            role_arn: if carried.door == Door::Answer {
                carried.role_arn.clone()
            } else {
                text(&carried.role_arn, random)
            },
            ..carried.clone()
        }),
        some_field("cookie", |carried: &Carried, random| {
            let (name, value) = &carried.cookie;
            let is_there = !name.is_empty();
            is_there.then(|| Carried { cookie: (name.clone(), text(value, random)), ..carried.clone() })
        }),
        some_field("cookie's name", |carried: &Carried, random| {
            let (name, value) = &carried.cookie;
            let is_there = !name.is_empty();
            is_there.then(|| Carried { cookie: (text(name, random), value.clone()), ..carried.clone() })
        }),
        field("cookie's header", |carried: &Carried, random| {
            let forms = ["a=b; {}", "{}; a=b", " {} ", "a;{};b", "\"{}\"", "x={}", "{},{}", "", "{}x"];
            Carried { header: random.pick(&forms), ..carried.clone() }
        }),
        field("time", |carried: &Carried, random| {
            let around = [carried.made_at, carried.made_at + carried.door.lifetime()];
            let at = random.pick(&around) + random.pick(&[-3_000, -1, 0, 1, 3_000, 1_000_000]);
            Carried { at, ..carried.clone() }
        }),
    ]
}

/// With what is sealed changed: the choice, or the cookie's value.
fn with_sealed(carried: &Carried, change: impl FnOnce(&str) -> String) -> Option<Carried> {
    let mut changed = carried.clone();
    if carried.door == Door::Answer {
        changed.cookie.1 = change(&carried.cookie.1);
    } else {
        changed.sealed = change(&carried.sealed);
    }
    Some(changed)
}

fn url_safe(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// What was sealed for something or somebody else, or elsewhere.
fn exchanges<'a>(others: &'a [Carried], foreign: &'a [Carried]) -> Vec<Field<'a, Carried>> {
    let of = |all: &'a [Carried], carried: &Carried| all.iter().find(|one| one.door == carried.door).unwrap();
    vec![
        some_field("another's cookie", move |carried: &Carried, random| {
            let other = of(if random.below(2) == 0 { others } else { foreign }, carried);
            let value = other.cookie.1.clone();
            let is_there = !value.is_empty();
            is_there.then(|| Carried { cookie: (carried.cookie.0.clone(), value), ..carried.clone() })
        }),
        field("of another installation", move |carried: &Carried, _random| {
            let other = of(foreign, carried);
            Carried { sealed: other.sealed.clone(), cookie: other.cookie.clone(), ..carried.clone() }
        }),
        some_field("sealed for another purpose", move |carried: &Carried, random| {
            let all: Vec<&Carried> = others.iter().filter(|one| one.door != carried.door).collect();
            let other = random.pick(&all);
            let sealed = if other.door == Door::Answer { &other.cookie.1 } else { &other.sealed };
            with_sealed(carried, |_| sealed.clone())
        }),
        some_field("spliced", move |carried: &Carried, random| {
            let other = of(if random.below(2) == 0 { others } else { foreign }, carried);
            let other = if other.door == Door::Answer { &other.cookie.1 } else { &other.sealed };
            with_sealed(carried, |sealed| {
                let spliced = url_safe(&splice(&decoded(sealed), &decoded(other), random));
                // All of another one is no mutant.
                if spliced == *other { sealed.to_owned() } else { spliced }
            })
        }),
    ]
}
