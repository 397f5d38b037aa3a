// SPDX-License-Identifier: Apache-2.0
//! What browsers answer for security keys that sign, which is the second step of signing in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use serde_json::{Value, json};

use super::change::{base64_form, bytes, splice, text};
use super::{Field, Outcome, Random, Trial, Verdict, field, run};
use crate::authenticator::security_key::SoftwareKey;
use crate::world::{ACCOUNT, World};

const PASSWORD: &str = "Correct-horse-1";
const ORIGIN: &str = "https://iam.example.com";

/// The members of an answer, each in base64url.
const MEMBERS: [&str; 4] =
    ["/rawId", "/response/clientDataJSON", "/response/authenticatorData", "/response/signature"];

/// What somebody sends as the second step.
#[derive(Debug, Clone, PartialEq)]
struct Answered {
    continuation: String,
    assertion: Value,
    at: i64,
    asked_at: i64,
}

/// Two people with a security key each. Gives what each of them answers, and what the first answered before.
fn answers(world: &mut World) -> (Vec<Answered>, Vec<Value>) {
    let (mut originals, mut others) = (Vec::new(), Vec::new());
    for (number, who) in [
        (1, json!({"account": ACCOUNT, "userName": "bob", "password": PASSWORD})),
        (2, json!({"email": "root@example.com", "password": PASSWORD})),
    ] {
        let mut post = |path: &str, token: Option<&str>, given: &Value| -> Value {
            let headers: Vec<(&str, &str)> =
                token.map(|token| ("x-amz-security-token", token)).into_iter().collect();
            let reply = world.visit("POST", &format!("/signin/v1/{path}"), &headers, &given.to_string());
            assert_eq!(reply.response.status, 200, "{}", String::from_utf8_lossy(&reply.response.body));
            serde_json::from_slice(&reply.response.body).unwrap()
        };
        let session = post("password", None, &who);
        let token = session["credentials"]["sessionToken"].as_str();
        let mut key = SoftwareKey::new(ORIGIN, number);
        let begun = post("security-keys/begin", token, &json!({}));
        let made = json!({"name": "key", "response": key.register_json(&begun["options"])});
        post("security-keys", token, &made);
        let mut asked = post("password", None, &who);
        let assertion = key.assert_json(&asked["securityKeyOptions"]);
        post("mfa", None, &json!({"continuation": asked["continuation"], "assertion": assertion}));
        others.push(assertion);
        asked = post("password", None, &who);
        let assertion = key.assert_json(&asked["securityKeyOptions"]);
        let continuation = asked["continuation"].as_str().unwrap().to_owned();
        others.push(assertion.clone());
        originals.push(Answered { continuation, assertion, at: 0, asked_at: world.now });
    }
    for original in &mut originals {
        original.at = world.now;
    }
    (originals, others)
}

fn present(answered: &Answered, world: &mut World) -> Outcome {
    let given = json!({"continuation": answered.continuation, "assertion": answered.assertion}).to_string();
    let headers = vec![("host".to_owned(), "localhost".to_owned())];
    let (path, body) = ("/signin/v1/mfa", given.as_bytes());
    let http = HttpRequest { method: "POST", path, query: "", headers: wire_headers(headers), body };
    let reply = world.consider(http, answered.at);
    Outcome::of(&reply, |reply| {
        let body: Value = serde_json::from_slice(&reply.response.body).unwrap();
        let changes = reply.transition.as_ref().map(|transition| transition.changes.len());
        format!("{} {} {changes:?}", body["outcome"], body["principal"])
    })
}

#[test]
fn no_mutant_of_a_security_keys_answer_is_taken() {
    let (mut world, root) = World::new();
    world.set_root_password(PASSWORD);
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, &format!("CreateLoginProfile UserName=bob Password={PASSWORD}"));
    world.grant(&root, "bob", "all", "Allow iam:*,sts:* *");
    let (originals, others) = answers(&mut world);
    let rule = |original: &Answered, mutant: &Answered| {
        let read = |answered: &Answered| MEMBERS.map(|member| answered.assertion.pointer(member).cloned());
        // The identifier is told twice, and the other members say nothing that is signed.
        let is_same = read(original) == read(mutant) && original.continuation == mutant.continuation;
        Verdict::same(is_same && (0..=300).contains(&(mutant.at - mutant.asked_at)))
    };
    let faults = &["AuthenticationFailed", "ContinuationExpired", "InvalidRequest"];
    let fields = fields(&originals, &others);
    let trial =
        Trial { kind: "security keys", originals: originals.clone(), fields, rule: Box::new(rule), faults };
    run(&trial, |answered| present(answered, &mut world));
}

/// The same with another value of a member, in base64url.
fn with(answered: &Answered, member: &str, change: impl FnOnce(&str) -> String) -> Answered {
    let mut changed = answered.clone();
    let value = changed.assertion.pointer_mut(member).unwrap();
    *value = Value::String(change(value.as_str().unwrap()));
    changed
}

/// The same with other bytes of a member.
fn with_bytes(answered: &Answered, member: &str, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Answered {
    with(answered, member, |value| BASE64.encode(change(&BASE64.decode(value).unwrap())))
}

fn fields<'a>(originals: &'a [Answered], others: &'a [Value]) -> Vec<Field<'a, Answered>> {
    let of_bytes = |name: &'static str, member: &'static str, range: fn(usize) -> std::ops::Range<usize>| {
        field(name, move |answered: &Answered, random: &mut Random| {
            with_bytes(answered, member, |all| {
                let range = range(all.len());
                [&all[..range.start], &bytes(&all[range.clone()], random), &all[range.end..]].concat()
            })
        })
    };
    let of_client_data = |name: &'static str, changes: &'static [fn(&mut Value)]| {
        field(name, move |answered: &Answered, random: &mut Random| {
            with_bytes(answered, "/response/clientDataJSON", |data| {
                let mut data: Value = serde_json::from_slice(data).unwrap();
                random.pick(changes)(&mut data);
                data.to_string().into_bytes()
            })
        })
    };
    vec![
        of_bytes("credential", "/rawId", |length| 0..length),
        of_bytes("client data", "/response/clientDataJSON", |length| 0..length),
        of_bytes("relying party", "/response/authenticatorData", |_| 0..32),
        of_bytes("flags", "/response/authenticatorData", |_| 32..33),
        of_bytes("counter", "/response/authenticatorData", |length| 33..length),
        of_bytes("signature", "/response/signature", |length| 0..length),
        of_client_data(
            "origin",
            &[
                |data| data["origin"] = json!("https://iam.example.com.evil.example"),
                |data| data["origin"] = json!("http://iam.example.com"),
                |data| data["origin"] = json!("https://iam.example.com:8443"),
                |data| data["crossOrigin"] = json!(true),
                |data| data["topOrigin"] = json!("https://evil.example"),
            ],
        ),
        of_client_data(
            "ceremony",
            &[
                |data| data["type"] = json!("webauthn.create"),
                |data| data["type"] = json!("payment.get"),
                |data| data["challenge"] = json!(""),
                |data| data["challenge"] = json!("AAAA"),
                |data| drop(data.as_object_mut().unwrap().remove("challenge")),
            ],
        ),
        field("base 64", |answered: &Answered, random| {
            let member = random.pick(&MEMBERS);
            with(answered, member, |value| base64_form(value, random))
        }),
        field("text", |answered: &Answered, random| {
            let member = random.pick(&MEMBERS);
            with(answered, member, |value| text(value, random))
        }),
        field("a member left out, or of another kind", |answered: &Answered, random| {
            let mut changed = answered.clone();
            let member = random.pick(&["/id", "/rawId", "/type", "/response", "/response/signature"]);
            let value = changed.assertion.pointer_mut(member).unwrap();
            *value = random.pick(&[
                Value::Null,
                json!(1),
                json!([]),
                json!({}),
                json!([value.clone()]),
                json!(""),
            ]);
            changed
        }),
        field("parts of another answer", move |answered: &Answered, random| {
            let (member, other) = (random.pick(&MEMBERS), random.pick(others));
            let other = other.pointer(member).unwrap().as_str().unwrap().to_owned();
            with(answered, member, |_| other)
        }),
        field("spliced with another answer", move |answered: &Answered, random| {
            let (member, other) = (random.pick(&MEMBERS), random.pick(others));
            let other = BASE64.decode(other.pointer(member).unwrap().as_str().unwrap()).unwrap();
            with_bytes(answered, member, |own| {
                if random.below(2) == 0 { splice(own, &other, random) } else { splice(&other, own, random) }
            })
        }),
        field("another's answer, or an earlier one", move |answered: &Answered, random| Answered {
            assertion: random.pick(others),
            ..answered.clone()
        }),
        field("another's continuation", move |answered: &Answered, random| Answered {
            continuation: random.pick(originals).continuation.clone(),
            ..answered.clone()
        }),
        field("time", |answered: &Answered, random| {
            let around = [answered.asked_at, answered.asked_at + 300, answered.asked_at + 600];
            Answered { at: random.pick(&around) + random.pick(&[-2, -1, 0, 1, 2]), ..answered.clone() }
        }),
    ]
}
