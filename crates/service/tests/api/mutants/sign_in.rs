// SPDX-License-Identifier: Apache-2.0
//! Sign-in cookies, and everything else that is sealed and carried by clients: what is proven so far, tokens of the
//! federation endpoint, challenges of security keys, and encoded authorization messages.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use portcullis_service::{MessageKeys, Reply, TokenKeys};
use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use serde_json::{Value, json};

use super::change::{base64_form, bytes, decoded, splice, text};
use super::{Field, Outcome, Random, Trial, Verdict, field, run, some_field};
use crate::authenticator::security_key::SoftwareKey;
use crate::authenticator::{App, assigned};
use crate::world::{ACCOUNT, Key, World, escape, trust};

const PASSWORD: &str = "Correct-horse-1";
const COOKIE: &str = "portcullis-session={}";

/// Where something sealed is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Door {
    ShowSession,
    SignOut,
    ChangeRoot,
    BeginSecurityKey,
    Mfa,
    NewPassword,
    Login,
    Registration,
    Assertion,
    DecodeMessage,
}

/// What is presented, and when.
#[derive(Debug, Clone, PartialEq)]
struct Carried {
    door: Door,
    sealed: String,
    /// The cookie's header, with `{}` where what is sealed stands; empty if it goes without a cookie.
    cookie: &'static str,
    at: i64,
    made_at: i64,
}

impl Door {
    fn takes_cookie(self) -> bool {
        matches!(self, Self::ShowSession | Self::SignOut | Self::ChangeRoot | Self::BeginSecurityKey)
    }

    /// How many bytes stand before the nonce.
    fn head(self) -> usize {
        match self {
            Self::DecodeMessage => 1,
            door if door.takes_cookie() => 5,
            _ => 0,
        }
    }

    /// For how long, in seconds, what is taken here is good, and whether for the last of them too.
    fn lifetime(self) -> i64 {
        match self {
            Self::Mfa | Self::NewPassword => 600,
            Self::Login => 900,
            Self::Registration | Self::Assertion => 301,
            Self::DecodeMessage => 86_401,
            _ => 43_200,
        }
    }
}

/// People who have signed in so far, and what they hold.
struct Cast {
    world: World,
    root: Key,
    phone: App,
    /// Frank's security key and one that nobody has registered. They do not count, so that they can be asked again.
    held: [SoftwareKey; 2],
    /// What is valid at each door.
    valid: BTreeMap<Door, String>,
    /// When that was sealed.
    made_at: BTreeMap<Door, i64>,
    /// What is sealed by us, but of other people, used up, or made for what is gone.
    void: Vec<String>,
    /// What another installation has sealed for the same people.
    foreign: BTreeMap<Door, String>,
    /// What security keys are asked to register, and to sign.
    options: [Value; 2],
}

fn cast() -> Cast {
    let (mut world, root) = World::new();
    world.set_root_password(PASSWORD);
    for name in ["bob", "carol", "dave", "frank"] {
        world.ok(&root, &format!("CreateUser UserName={name}"));
        world.ok(&root, &format!("CreateLoginProfile UserName={name} Password={PASSWORD}"));
        world.grant(&root, name, "all", "Allow iam:*,sts:* *");
    }
    let guarded = trust(&format!("arn:aws:iam::{ACCOUNT}:root"));
    world.ok_with(&root, "CreateRole RoleName=Till", &[("AssumeRolePolicyDocument", &guarded)]);
    let (phone, _) =
        (assigned(&mut world, &root, "bob", "phone"), assigned(&mut world, &root, "dave", "daves"));
    world.ok(&root, "UpdateLoginProfile UserName=carol PasswordResetRequired=true");
    let key = world.ok(&root, "CreateAccessKey UserName=bob");
    let key = Key { id: key.get("AccessKeyId"), secret: key.get("SecretAccessKey"), token: None };
    let held = [1, 2].map(|number| {
        let mut key = SoftwareKey::new("https://iam.example.com", number);
        key.counts = false;
        key
    });
    let (valid, made_at, void, foreign) = (BTreeMap::new(), BTreeMap::new(), Vec::new(), BTreeMap::new());
    let (root, options) = (root.clone(), [Value::Null, Value::Null]);
    let mut cast = Cast { world, root, phone, held, valid, made_at, void, foreign, options };
    // Frank's security key, and what he is asked for.
    let frank = cast.sign_in("frank");
    let begun = cast.begin_security_key(&string(&frank, "/credentials/sessionToken"));
    let made = json!({"name": "key", "response": cast.held[0].register_json(&begun["options"])});
    let token = string(&frank, "/credentials/sessionToken");
    let made = cast.world.visit(
        "POST",
        "/signin/v1/security-keys",
        &[("x-amz-security-token", &token)],
        &made.to_string(),
    );
    assert_eq!(made.response.status, 200, "{}", String::from_utf8_lossy(&made.response.body));
    cast.void.push(string(&begun, "/options/challenge"));
    cast.seal_all(&key);
    // The same again, sealed by somebody else; and by us, for what has changed since.
    let used = std::mem::take(&mut cast.valid);
    let own = (
        std::mem::replace(&mut cast.world.settings.token_keys, TokenKeys::new([9; 32])),
        std::mem::replace(&mut cast.world.settings.message_keys, MessageKeys::new([9; 32])),
    );
    cast.seal_all(&key);
    cast.foreign = std::mem::take(&mut cast.valid);
    (cast.world.settings.token_keys, cast.world.settings.message_keys) = own;
    let (root, reset) = (cast.root.clone(), "PasswordResetRequired=true");
    cast.world.ok(&root, &format!("UpdateLoginProfile UserName=carol Password={PASSWORD} {reset}"));
    for door in [Door::ShowSession, Door::SignOut, Door::ChangeRoot, Door::BeginSecurityKey] {
        let cookie = format!("portcullis-session={}", used[&door]);
        let ended = cast.world.visit("POST", "/signin/v1/sign-out", &[("cookie", &cookie)], "");
        assert_eq!(ended.response.status, 200);
        cast.void.push(used[&door].clone());
    }
    cast.void.push(used[&Door::NewPassword].clone());
    let dave = string(&cast.sign_in("dave"), "/continuation");
    cast.void.push(dave);
    cast.seal_all(&key);
    cast
}

fn string(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no {pointer} in {value}")).to_owned()
}

fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.response.body).unwrap()
}

impl Cast {
    fn post(&mut self, path: &str, given: &Value) -> Value {
        body(&self.world.visit("POST", path, &[], &given.to_string()))
    }

    fn sign_in(&mut self, name: &str) -> Value {
        let given = json!({"account": ACCOUNT, "userName": name, "password": PASSWORD});
        self.post("/signin/v1/password", &given)
    }

    fn begin_security_key(&mut self, token: &str) -> Value {
        let headers = [("x-amz-security-token", token)];
        body(&self.world.visit("POST", "/signin/v1/security-keys/begin", &headers, "{}"))
    }

    fn keep(&mut self, door: Door, sealed: String) {
        self.valid.insert(door, sealed);
        self.made_at.insert(door, self.world.now);
    }

    /// Seals something for each door, now.
    fn seal_all(&mut self, key: &Key) {
        let given = json!({"email": "root@example.com", "password": PASSWORD});
        for door in [Door::ShowSession, Door::SignOut, Door::ChangeRoot, Door::BeginSecurityKey] {
            let reply = self.post("/signin/v1/password", &given);
            self.keep(door, string(&reply, "/credentials/sessionToken"));
        }
        let bob = string(&self.sign_in("bob"), "/continuation");
        self.keep(Door::Mfa, bob);
        let carol = string(&self.sign_in("carol"), "/continuation");
        self.keep(Door::NewPassword, carol);
        let assume = format!("AssumeRole RoleArn=arn:aws:iam::{ACCOUNT}:role/Till RoleSessionName=shift");
        let role = self.world.ok(key, &assume).credentials();
        let session = json!({"sessionId": role.id, "sessionKey": role.secret, "sessionToken": role.token});
        let url = format!("/federation?Action=getSigninToken&Session={}", escape(&session.to_string()));
        let given = body(&self.world.visit("GET", &url, &[], ""));
        self.keep(Door::Login, string(&given, "/SigninToken"));
        let root = self.valid[&Door::BeginSecurityKey].clone();
        let begun = self.begin_security_key(&root);
        self.options[0] = begun["options"].clone();
        self.keep(Door::Registration, string(&begun, "/options/challenge"));
        let asked = self.sign_in("frank");
        self.options[1] = asked["securityKeyOptions"].clone();
        self.keep(Door::Assertion, string(&asked, "/securityKeyOptions/challenge"));
        self.void.push(string(&asked, "/continuation"));
        let denied = self.world.call(&role, "ListUsers");
        self.keep(Door::DecodeMessage, denied.message.unwrap());
    }

    fn present(&mut self, carried: &Carried) -> Reply {
        let (sealed, at) = (&carried.sealed, carried.at);
        let token = self.valid[&Door::BeginSecurityKey].clone();
        match carried.door {
            Door::ShowSession => self.visit(carried, "GET", "/signin/v1/session", None, Value::Null),
            Door::SignOut => self.visit(carried, "POST", "/signin/v1/sign-out", None, Value::Null),
            Door::BeginSecurityKey => {
                self.visit(carried, "POST", "/signin/v1/security-keys/begin", None, json!({}))
            }
            Door::ChangeRoot => {
                let given = json!({"password": PASSWORD, "newEmail": "chief@example.com"});
                self.visit(carried, "POST", "/signin/v1/root", None, given)
            }
            Door::Mfa => {
                let (serial, code) = (&self.phone.serial, self.phone.code(at));
                let given = json!({"continuation": sealed, "serialNumber": serial, "code": code});
                self.visit(carried, "POST", "/signin/v1/mfa", None, given)
            }
            Door::NewPassword => {
                let given = json!({"continuation": sealed, "newPassword": "Other-horse-1"});
                self.visit(carried, "POST", "/signin/v1/new-password", None, given)
            }
            Door::Login => {
                let url = format!("/federation?Action=login&Destination=%2F&SigninToken={}", escape(sealed));
                self.visit(carried, "GET", &url, None, Value::Null)
            }
            Door::Registration => {
                let mut options = self.options[0].clone();
                options["challenge"] = json!(sealed);
                let given = json!({"name": "mine", "response": self.held[1].register_json(&options)});
                self.visit(carried, "POST", "/signin/v1/security-keys", Some(&token), given)
            }
            Door::Assertion => {
                let mut options = self.options[1].clone();
                options["challenge"] = json!(sealed);
                let continuation = self.void.last().unwrap().clone();
                let given =
                    json!({"continuation": continuation, "assertion": self.held[0].assert_json(&options)});
                self.visit(carried, "POST", "/signin/v1/mfa", None, given)
            }
            Door::DecodeMessage => self.decode_message(sealed, at),
        }
    }

    fn visit(
        &mut self,
        carried: &Carried,
        method: &str,
        url: &str,
        token: Option<&str>,
        given: Value,
    ) -> Reply {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let mut headers = vec![("host".to_owned(), "localhost".to_owned())];
        headers.extend(token.map(|token| ("x-amz-security-token".to_owned(), token.to_owned())));
        if !carried.cookie.is_empty() {
            headers.push(("cookie".to_owned(), carried.cookie.replace("{}", &carried.sealed)));
        }
        let body = if given.is_null() { String::new() } else { given.to_string() };
        self.world.consider(
            HttpRequest { method, path, query, headers: wire_headers(headers), body: body.as_bytes() },
            carried.at,
        )
    }

    fn decode_message(&mut self, sealed: &str, at: i64) -> Reply {
        let message = [("EncodedMessage", sealed)];
        self.world.consider_call(Some(&self.root), "DecodeAuthorizationMessage", &message, at)
    }
}

/// What an answer says, whenever it is given.
fn says(reply: &Reply) -> String {
    let text = String::from_utf8_lossy(&reply.response.body);
    let json: Value = serde_json::from_str(&text).unwrap_or_default();
    let parts = [&json["outcome"], &json["principal"]["arn"]].map(Value::to_string);
    let decoded = text.split("<DecodedMessage>").nth(1).unwrap_or_default();
    let decoded = decoded.split("</DecodedMessage>").next().unwrap_or_default();
    // How much is forgotten on the way, the time decides.
    let changes = reply.transition.is_some();
    format!("{} {parts:?} {decoded} {changes}", reply.response.status)
}

/// The value that a cookie's header gives ours, by RFC 6265: pairs are parted by semicolons, blanks around them are
/// nothing, and names are compared to the letter. The first one counts.
fn cookie_value(header: &str) -> Option<&str> {
    let pairs =
        header.split(';').map(|pair| pair.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}', '\u{a0}']));
    pairs
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| *name == "portcullis-session")
        .map(|(_, it)| it)
}

#[test]
fn no_mutant_of_a_cookie_or_of_what_is_carried_between_steps_is_taken() {
    let cast = cast();
    let at = cast.world.now;
    let originals: Vec<Carried> = cast
        .valid
        .iter()
        .map(|(door, sealed)| {
            let cookie = if door.takes_cookie() { COOKIE } else { "" };
            let made_at = cast.made_at[door];
            Carried { door: *door, sealed: sealed.clone(), cookie, at, made_at }
        })
        .collect();
    let (valid, void, foreign) = (cast.valid.clone(), cast.void.clone(), cast.foreign.clone());
    let rule = |original: &Carried, mutant: &Carried| {
        let sealed = match mutant.cookie {
            "" => mutant.sealed.clone(),
            cookie => cookie_value(&cookie.replace("{}", &mutant.sealed)).unwrap_or_default().to_owned(),
        };
        let age = mutant.at - mutant.made_at;
        Verdict::same(sealed == original.sealed && (0..mutant.door.lifetime()).contains(&age))
    };
    let faults = &[
        "AuthenticationFailed",
        "ContinuationExpired",
        "InvalidAuthorizationMessageException",
        "InvalidRequest",
        "NoSession",
        "ValidationError",
    ];
    let mut fields = byte_fields();
    fields.extend(exchange_fields(&valid, &void, &foreign));
    let trial = Trial { kind: "sign-in", originals, fields, rule: Box::new(rule), faults };
    let mut cast = cast;
    run(&trial, |carried| {
        let reply = cast.present(carried);
        match &reply.fault {
            None => Outcome::Taken(says(&reply)),
            Some(code) => Outcome::Refused(code.clone(), reply.transition.is_some()),
        }
    });
}

/// Changes of the bytes that are sealed, and of their text.
fn byte_fields<'a>() -> Vec<Field<'a, Carried>> {
    fn part(name: &'static str, of: fn(usize, usize) -> std::ops::Range<usize>) -> Field<'static, Carried> {
        some_field(name, move |carried: &Carried, random: &mut Random| {
            let mut all = decoded(&carried.sealed);
            let range = of(carried.door.head(), all.len());
            if range.is_empty() {
                return None;
            }
            let changed = bytes(&all[range.clone()], random);
            all.splice(range, changed);
            Some(Carried { sealed: encoded(carried.door, &all), ..carried.clone() })
        })
    }
    vec![
        part("head", |head, _| 0..head),
        part("nonce", |head, _| head..head + 12),
        part("what is sealed", |head, length| head + 12..length - 16),
        part("seal", |_, length| length - 16..length),
        part("length", |_, length| 0..length),
        field("base 64", |carried: &Carried, random| Carried {
            sealed: base64_form(&carried.sealed, random),
            ..carried.clone()
        }),
        field("text", |carried: &Carried, random| Carried {
            sealed: text(&carried.sealed, random),
            ..carried.clone()
        }),
        some_field("the cookie's header", |carried: &Carried, random| {
            let forms = [
                "PORTCULLIS-SESSION={}",
                "a=b; portcullis-session={}",
                "a=b;c;portcullis-session={}; d=e",
                " portcullis-session={} ",
                "portcullis-session={}; portcullis-session=x",
                "portcullis-session=x; portcullis-session={}",
                "portcullis-session ={}",
                "portcullis-session= {}",
                "portcullis-session=\"{}\"",
                "__Host-portcullis-session={}",
                "x=portcullis-session={}",
                "portcullis-session={},portcullis-session={}",
                "{}",
            ];
            carried.door.takes_cookie().then(|| Carried { cookie: random.pick(&forms), ..carried.clone() })
        }),
        field("time", |carried: &Carried, random| {
            let around = [carried.made_at, carried.made_at + carried.door.lifetime()];
            let at = random.pick(&around) + random.pick(&[-3_000, -1, 0, 1, 3_000, 1_000_000]);
            let is_free = !matches!(carried.door, Door::Mfa | Door::DecodeMessage);
            // A session is not asked when it was made, and a code is as old as its step.
            let at = if carried.door.takes_cookie() || !is_free { at.max(carried.at) } else { at };
            Carried { at, ..carried.clone() }
        }),
    ]
}

/// Bytes in the form in which a door takes them.
fn encoded(door: Door, bytes: &[u8]) -> String {
    if door.takes_cookie() { STANDARD.encode(bytes) } else { URL_SAFE_NO_PAD.encode(bytes) }
}

/// What was sealed for something, somebody or somewhere else.
fn exchange_fields<'a>(
    valid: &'a BTreeMap<Door, String>,
    void: &'a [String],
    foreign: &'a BTreeMap<Door, String>,
) -> Vec<Field<'a, Carried>> {
    let elsewhere = |carried: &Carried, random: &mut Random| {
        // Cookies are the same everywhere; all else is for one door.
        let others = valid.iter().filter(|(door, _)| {
            **door != carried.door && !(carried.door.takes_cookie() && door.takes_cookie())
        });
        let others: Vec<String> = others.map(|(_, sealed)| sealed.clone()).collect();
        random.pick(&others)
    };
    vec![
        field("sealed for another purpose", move |carried: &Carried, random| Carried {
            sealed: elsewhere(carried, random),
            ..carried.clone()
        }),
        field("sealed for another purpose, in this one's form", move |carried: &Carried, random| {
            let sealed = encoded(carried.door, &decoded(&elsewhere(carried, random)));
            Carried { sealed, ..carried.clone() }
        }),
        field("used up, or another's", move |carried: &Carried, random| Carried {
            sealed: random.pick(void),
            ..carried.clone()
        }),
        field("of another installation", move |carried: &Carried, _random| Carried {
            sealed: foreign[&carried.door].clone(),
            ..carried.clone()
        }),
        field("spliced", move |carried: &Carried, random| {
            let all: Vec<&String> = valid.values().chain(void).chain(foreign.values()).collect();
            let other: &String = random.pick(&all);
            let (one, other) = (decoded(&carried.sealed), decoded(other));
            let spliced = if random.below(2) == 0 {
                splice(&one, &other, random)
            } else {
                splice(&other, &one, random)
            };
            let sealed = encoded(carried.door, &spliced);
            // All of another one that is valid is no mutant.
            let sealed =
                if valid.values().any(|one| *one == sealed) { carried.sealed.clone() } else { sealed };
            Carried { sealed, ..carried.clone() }
        }),
    ]
}
