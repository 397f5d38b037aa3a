// SPDX-License-Identifier: Apache-2.0
//! What programs bring to Identity Center: client ids and secrets, codes with their verifiers, and tokens.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_service::{Reply, TokenKeys};
use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use serde_json::{Value, json};

use super::change::{base64_form, bytes, decoded, splice, text};
use super::{Field, Outcome, Random, Trial, Verdict, field, run, some_field};
use crate::world::{ACCOUNT, World, escape, trust};

const PASSWORD: &str = "Correct-horse-1";
/// The example of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const REDIRECT_URI: &str = "http://127.0.0.1:49200/oauth/callback";

/// Where something is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Code,
    Refresh,
    Accounts,
    Credentials,
}

/// What is brought, by name, and when.
#[derive(Debug, Clone, PartialEq)]
struct Brought {
    door: Door,
    members: BTreeMap<&'static str, String>,
    at: i64,
    /// When it was given, and for how long, in seconds.
    given_at: i64,
    seconds: i64,
}

fn body(reply: &Reply) -> Value {
    assert_eq!(reply.response.status, 200, "{}", String::from_utf8_lossy(&reply.response.body));
    serde_json::from_slice(&reply.response.body).unwrap()
}

fn string(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}")).to_owned()
}

fn post(world: &mut World, path: &str, given: &Value) -> Value {
    body(&world.visit("POST", path, &[("content-type", "application/json")], &given.to_string()))
}

/// Lets a person grant a program a code.
fn code(world: &mut World, cookie: &str, client_id: &str) -> String {
    let query = format!(
        "response_type=code&client_id={}&redirect_uri={}&state=s&code_challenge={CHALLENGE}&\
         code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess",
        escape(client_id),
        escape(REDIRECT_URI)
    );
    let shown = world.visit("GET", &format!("/authorize?{query}"), &[("cookie", cookie)], "");
    let page = String::from_utf8(shown.response.body).unwrap();
    let (_, rest) = page.split_once("name=\"confirmation\" value=\"").unwrap_or_else(|| panic!("{page}"));
    let confirmation = rest.split('"').next().unwrap();
    let form = format!("confirmation={}&decision=allow", escape(confirmation));
    let headers = [("cookie", cookie), ("content-type", "application/x-www-form-urlencoded")];
    let settled = world.visit("POST", "/authorize", &headers, &form);
    let location = settled.response.headers.iter().find(|(name, _)| name == "location").unwrap().1.clone();
    let (_, code) = location.split_once("?code=").unwrap_or_else(|| panic!("{location}"));
    code.split('&').next().unwrap().to_owned()
}

/// A sound call of each kind for a new client, and values of the same names that are not for these calls.
fn calls(world: &mut World, user: &str) -> Vec<Brought> {
    let given = json!({"account": ACCOUNT, "userName": user, "password": PASSWORD}).to_string();
    let reply = world.visit("POST", "/signin/v1/password", &[], &given);
    let cookie = reply.response.headers.iter().find(|(name, _)| name == "set-cookie").unwrap().1.clone();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let client = json!({
        "clientName": "cli", "clientType": "public", "scopes": ["sso:account:access"],
        "grantTypes": ["authorization_code", "refresh_token"],
        "redirectUris": ["http://127.0.0.1/oauth/callback"],
    });
    let client = post(world, "/client/register", &client);
    let (id, secret) = (string(&client, "clientId"), string(&client, "clientSecret"));
    let used = code(world, &cookie, &id);
    let granted_at = world.now;
    let redeemed = json!({
        "clientId": id, "clientSecret": secret, "grantType": "authorization_code", "code": used,
        "codeVerifier": VERIFIER, "redirectUri": REDIRECT_URI,
    });
    let tokens = post(world, "/token", &redeemed);
    let tokens_at = world.now;
    let fresh = code(world, &cookie, &id);
    let (at, given_at) = (world.now, world.now);
    let of_client = [("clientId", id), ("clientSecret", secret)];
    let with = |more: &[(&'static str, &str)]| {
        let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
        of_client.iter().cloned().chain(more).collect()
    };
    let token = [("token", string(&tokens, "accessToken"))];
    let refresh = string(&tokens, "refreshToken");
    let by_code = [
        ("grantType", "authorization_code"),
        ("code", &fresh),
        ("codeVerifier", VERIFIER),
        ("redirectUri", REDIRECT_URI),
    ];
    let accounts = token.iter().cloned().collect();
    let role = [("role", "Cashier".to_owned()), ("account", ACCOUNT.to_owned())];
    let credentials = token.iter().cloned().chain(role).collect();
    let by_refreshing = with(&[("grantType", "refresh_token"), ("refreshToken", &refresh)]);
    vec![
        Brought { door: Door::Code, members: with(&by_code), at, given_at, seconds: 120 },
        Brought { door: Door::Refresh, members: by_refreshing, at, given_at: granted_at, seconds: 28_800 },
        Brought { door: Door::Accounts, members: accounts, at, given_at: tokens_at, seconds: 3_600 },
        Brought { door: Door::Credentials, members: credentials, at, given_at: tokens_at, seconds: 3_600 },
    ]
}

fn present(brought: &Brought, world: &mut World) -> Outcome {
    let members = &brought.members;
    let mut headers = vec![("host".to_owned(), "localhost".to_owned())];
    headers.extend(members.get("token").map(|token| ("x-amz-sso_bearer_token".to_owned(), token.clone())));
    let (method, path, query) = match brought.door {
        Door::Code | Door::Refresh => ("POST", "/token", String::new()),
        Door::Accounts => ("GET", "/assignment/accounts", String::new()),
        Door::Credentials => {
            let part = |name: &str| escape(members.get(name).map_or("", String::as_str));
            let query = format!("role_name={}&account_id={}", part("role"), part("account"));
            ("GET", "/federation/credentials", query)
        }
    };
    let body = if method == "POST" { json!(members).to_string() } else { String::new() };
    let http =
        HttpRequest { method, path, query: &query, headers: wire_headers(headers), body: body.as_bytes() };
    let reply = world.consider(http, brought.at);
    Outcome::of(&reply, |reply| {
        let body: Value = serde_json::from_slice(&reply.response.body).unwrap();
        let names = body.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        format!("{names:?} {} {:?}", body["accountList"], reply.account)
    })
}

#[test]
fn no_mutant_of_what_programs_bring_to_identity_center_is_taken() {
    let (mut world, root) = World::new();
    for user in ["ann", "eve"] {
        world.ok(&root, &format!("CreateUser UserName={user}"));
        world.ok(&root, &format!("CreateLoginProfile UserName={user} Password={PASSWORD}"));
    }
    let trusting = trust(&format!("arn:aws:iam::{ACCOUNT}:user/ann"));
    world.ok_with(&root, "CreateRole RoleName=Cashier", &[("AssumeRolePolicyDocument", &trusting)]);
    let mut others = calls(&mut world, "eve");
    let own = std::mem::replace(&mut world.settings.token_keys, TokenKeys::new([9; 32]));
    others.extend(calls(&mut world, "ann"));
    world.settings.token_keys = own;
    let originals = calls(&mut world, "ann");
    let rule = |original: &Brought, mutant: &Brought| {
        let is_in_time = mutant.at < mutant.given_at + mutant.seconds;
        Verdict::same(is_in_time && original.members == mutant.members)
    };
    let faults = &[
        "ForbiddenException",
        "InvalidClientException",
        "InvalidGrantException",
        "InvalidRequestException",
        "ResourceNotFoundException",
        "UnauthorizedException",
        "UnsupportedGrantTypeException",
    ];
    let all = originals.clone();
    let trial = Trial {
        kind: "Identity Center",
        originals,
        fields: fields(&all, &others),
        rule: Box::new(rule),
        faults,
    };
    run(&trial, |brought| present(brought, &mut world));
}

/// The same with another value of a member, if it has the member.
fn with(brought: &Brought, name: &str, change: impl FnOnce(&str) -> String) -> Option<Brought> {
    let mut changed = brought.clone();
    let value = changed.members.get_mut(name)?;
    *value = change(value);
    Some(changed)
}

/// What is sealed, of which there are several kinds.
const SEALED: [&str; 5] = ["clientId", "clientSecret", "code", "refreshToken", "token"];

fn fields<'a>(originals: &'a [Brought], others: &'a [Brought]) -> Vec<Field<'a, Brought>> {
    let of_text = |name: &'static str| {
        some_field(name, move |brought: &Brought, random: &mut Random| {
            with(brought, name, |value| text(value, random))
        })
    };
    let of_bytes = |name: &'static str, member: &'static str| {
        some_field(name, move |brought: &Brought, random: &mut Random| {
            with(brought, member, |value| BASE64.encode(bytes(&decoded(value), random)))
        })
    };
    let any = |brought: &Brought, random: &mut Random| {
        let names: Vec<&'static str> = brought.members.keys().copied().collect();
        random.pick(&names)
    };
    let sealed = |brought: &Brought, random: &mut Random| {
        let names: Vec<&str> = SEALED.into_iter().filter(|name| brought.members.contains_key(name)).collect();
        random.pick(&names)
    };
    let value_of = move |from: &[Brought], random: &mut Random, names: &[&str]| {
        let all: Vec<&String> = from
            .iter()
            .flat_map(|one| {
                one.members.iter().filter(|(name, _)| names.contains(name)).map(|(_, value)| value)
            })
            .collect();
        random.pick(&all).clone()
    };
    vec![
        of_text("clientId"),
        of_text("clientSecret"),
        of_text("grantType"),
        of_text("code"),
        of_text("codeVerifier"),
        of_text("redirectUri"),
        of_text("refreshToken"),
        of_text("token"),
        of_text("role"),
        of_text("account"),
        of_bytes("client id's bytes", "clientId"),
        of_bytes("client secret's bytes", "clientSecret"),
        of_bytes("code's bytes", "code"),
        of_bytes("refresh token's bytes", "refreshToken"),
        of_bytes("access token's bytes", "token"),
        some_field("base 64", move |brought: &Brought, random| {
            with(brought, sealed(brought, random), |value| base64_form(value, random))
        }),
        some_field("another's", move |brought: &Brought, random| {
            let name = sealed(brought, random);
            // A whole access token of somebody else's is as good, and so is theirs alone to have.
            let value = value_of(&others[if name == "token" { 4 } else { 0 }..], random, &[name]);
            with(brought, name, |_| value)
        }),
        some_field("of another kind", move |brought: &Brought, random| {
            let name = sealed(brought, random);
            let kinds: Vec<&str> = SEALED.into_iter().filter(|kind| *kind != name).collect();
            let value = value_of(originals, random, &kinds);
            with(brought, name, |_| value)
        }),
        some_field("the challenge in the verifier's place", |brought: &Brought, _random| {
            with(brought, "codeVerifier", |_| CHALLENGE.to_owned())
        }),
        some_field("spliced", move |brought: &Brought, random| {
            let name = sealed(brought, random);
            let other = decoded(&value_of(others, random, &SEALED));
            with(brought, name, |value| {
                let one = decoded(value);
                let spliced = if random.below(2) == 0 {
                    splice(&one, &other, random)
                } else {
                    splice(&other, &one, random)
                };
                // All of another one is no mutant.
                if spliced == other { value.to_owned() } else { BASE64.encode(spliced) }
            })
        }),
        field("left out", move |brought: &Brought, random| {
            let mut changed = brought.clone();
            changed.members.remove(any(brought, random));
            changed
        }),
        field("time", |brought: &Brought, random| {
            let late = [-2, -1, 0, 1, 2, 86_400].map(|more| brought.given_at + brought.seconds + more);
            Brought { at: random.pick(&late), ..brought.clone() }
        }),
    ]
}
