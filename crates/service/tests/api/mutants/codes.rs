// SPDX-License-Identifier: Apache-2.0
//! Codes of virtual MFA devices, at every door that takes one.

use portcullis_directory::change::Change;
use portcullis_directory::record::{MfaFactor, Record, VirtualDevice};
use portcullis_service::Reply;
use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use serde_json::{Value, json};

use super::change::text;
use super::{Field, Outcome, Random, Trial, Verdict, field, run, some_field};
use crate::authenticator::{App, assigned, device};
use crate::world::{ACCOUNT, Key, World, trust};

const PASSWORD: &str = "Correct-horse-1";
const STEP_SECONDS: i64 = 30;

/// A door that takes codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    GetSessionToken,
    AssumeRole,
    SignIn,
    SignInAsRoot,
    EnableMfaDevice,
    ResyncMfaDevice,
}

impl Door {
    /// Whether it takes two codes that were shown one after the other, far from the server's clock too.
    fn takes_two(self) -> bool {
        matches!(self, Self::EnableMfaDevice | Self::ResyncMfaDevice)
    }
}

/// What somebody shows at a door.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    door: Door,
    serial: String,
    codes: Vec<String>,
    at: i64,
}

/// People with their devices, and what they need besides codes.
struct Cast {
    world: World,
    bob: Key,
    /// Bob's device, the root user's, one that is nobody's, and Carol's.
    apps: [App; 4],
    continuations: [String; 2],
}

fn cast() -> Cast {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.user(&root, "carol");
    world.grant(&root, "bob", "all", "Allow iam:*,sts:* *");
    world.ok(&root, &format!("CreateLoginProfile UserName=bob Password={PASSWORD}"));
    world.set_root_password(PASSWORD);
    let guarded = trust(&format!("arn:aws:iam::{ACCOUNT}:root"));
    world.ok_with(&root, "CreateRole RoleName=Till", &[("AssumeRolePolicyDocument", &guarded)]);
    let carols = assigned(&mut world, &root, "carol", "carols");
    let phone = assigned(&mut world, &root, "bob", "phone");
    let roots = assigned(&mut world, &root, ACCOUNT, "safe");
    let spare = device(&mut world, &root, "spare");
    let mut begin = |body: Value| -> String {
        let reply = world.visit("POST", "/signin/v1/password", &[], &body.to_string());
        let body: Value = serde_json::from_slice(&reply.response.body).unwrap();
        body["continuation"].as_str().unwrap().to_owned()
    };
    let continuations = [
        begin(json!({"account": ACCOUNT, "userName": "bob", "password": PASSWORD})),
        begin(json!({"email": "root@example.com", "password": PASSWORD})),
    ];
    // So that a mutant may come a little earlier, too.
    world.now += 4 * STEP_SECONDS;
    Cast { world, bob, apps: [phone, roots, spare, carols], continuations }
}

impl Cast {
    /// The device that a door asks for.
    fn app(&self, door: Door) -> &App {
        match door {
            Door::SignInAsRoot => &self.apps[1],
            Door::EnableMfaDevice => &self.apps[2],
            _ => &self.apps[0],
        }
    }

    fn known(&self, app: &App) -> VirtualDevice {
        let account = crate::seed::account(&self.world);
        match &account.mfa_device(&app.serial).unwrap().factor {
            MfaFactor::Virtual(known) => known.clone(),
            MfaFactor::SecurityKey(_) => panic!("{} shows no codes", app.serial),
        }
    }

    /// What is right at this door now.
    fn right(&self, door: Door) -> Shown {
        let app = self.app(door);
        let at = self.world.now;
        let mut codes = vec![app.code(at)];
        if door.takes_two() {
            codes.push(app.code(at + STEP_SECONDS));
        }
        Shown { door, serial: app.serial.clone(), codes, at }
    }

    /// Whether these codes are right, by RFC 6238 and by what the device showed before.
    fn is_right(&self, shown: &Shown) -> bool {
        let app = self.app(shown.door);
        let known = self.known(app);
        let now = shown.at.div_euclid(STEP_SECONDS);
        let may_be = if shown.door.takes_two() {
            now - 1_680..=now + 1_680
        } else {
            now + known.drift_steps - 1..=now + known.drift_steps + 1
        };
        let is_unused = |step: &i64| known.used_step.is_none_or(|used| *step > used);
        let shows = |step: i64, code: &String| app.code(step * STEP_SECONDS) == *code;
        let fits = |step: i64| shown.codes.iter().zip(step..).all(|(code, at)| shows(at, code));
        shown.serial == app.serial && may_be.into_iter().filter(is_unused).any(fits)
    }

    fn present(&mut self, shown: &Shown) -> Outcome {
        let reply = self.ask(shown);
        let before = self.known(self.app(shown.door));
        match &reply.fault {
            None => Outcome::Taken(self.says(shown, &reply)),
            Some(code) => {
                // That a code was wrong is counted; nothing else changes.
                let changes = reply.transition.as_ref().map_or(&[][..], |transition| &transition.changes);
                let counts = |change: &Change| match change {
                    Change::Put(Record::MfaDevice(after)) => match &after.factor {
                        MfaFactor::Virtual(after) => {
                            let (wrong_codes, wrong_step) = (before.wrong_codes, before.wrong_step);
                            VirtualDevice { wrong_codes, wrong_step, ..after.clone() } == before
                        }
                        MfaFactor::SecurityKey(_) => false,
                    },
                    _ => false,
                };
                Outcome::Refused(code.clone(), !changes.iter().all(counts))
            }
        }
    }

    /// What an answer says of whom, whenever it is given; and that the code is used from then on.
    fn says(&self, shown: &Shown, reply: &Reply) -> String {
        let device = self.app(shown.door).serial.clone();
        let changes = &reply.transition.as_ref().unwrap().changes;
        let uses = |change: &Change| match change {
            Change::Put(Record::MfaDevice(after)) if after.serial_number == device => match &after.factor {
                MfaFactor::Virtual(after) => after.used_step > self.known(self.app(shown.door)).used_step,
                MfaFactor::SecurityKey(_) => false,
            },
            _ => false,
        };
        format!("{}, used: {}", reply.response.status, changes.iter().any(uses))
    }

    fn ask(&mut self, shown: &Shown) -> Reply {
        let codes = |names: &[&'static str]| -> Vec<(&'static str, String)> {
            let codes = names.iter().copied().zip(shown.codes.iter().cloned());
            codes.chain([("SerialNumber", shown.serial.clone())]).collect()
        };
        let arn = format!("arn:aws:iam::{ACCOUNT}:role/Till");
        match shown.door {
            Door::GetSessionToken => self.signed(shown.at, "GetSessionToken", &codes(&["TokenCode"])),
            Door::AssumeRole => {
                let script = format!("AssumeRole RoleArn={arn} RoleSessionName=shift");
                self.signed(shown.at, &script, &codes(&["TokenCode"]))
            }
            Door::SignIn => self.sign_in(shown, 0),
            Door::SignInAsRoot => self.sign_in(shown, 1),
            Door::EnableMfaDevice => {
                let codes = codes(&["AuthenticationCode1", "AuthenticationCode2"]);
                self.signed(shown.at, "EnableMFADevice UserName=bob", &codes)
            }
            Door::ResyncMfaDevice => {
                let codes = codes(&["AuthenticationCode1", "AuthenticationCode2"]);
                self.signed(shown.at, "ResyncMFADevice UserName=bob", &codes)
            }
        }
    }

    fn signed(&mut self, at: i64, script: &str, more: &[(&str, String)]) -> Reply {
        let more: Vec<(&str, &str)> = more.iter().map(|(name, value)| (*name, &**value)).collect();
        self.world.consider_call(Some(&self.bob), script, &more, at)
    }

    fn sign_in(&mut self, shown: &Shown, who: usize) -> Reply {
        let continuation = &self.continuations[who];
        let body =
            json!({"continuation": continuation, "serialNumber": shown.serial, "code": shown.codes[0]});
        let body = body.to_string();
        let headers = vec![("host".to_owned(), "localhost".to_owned())];
        let (path, body) = ("/signin/v1/mfa", body.as_bytes());
        self.world.consider(
            HttpRequest { method: "POST", path, query: "", headers: wire_headers(headers), body },
            shown.at,
        )
    }
}

#[test]
fn no_mutant_of_a_code_is_taken() {
    let cast = std::cell::RefCell::new(cast());
    let doors = [
        Door::GetSessionToken,
        Door::AssumeRole,
        Door::SignIn,
        Door::SignInAsRoot,
        Door::EnableMfaDevice,
        Door::ResyncMfaDevice,
    ];
    let originals = doors.map(|door| cast.borrow().right(door)).to_vec();
    let apps = cast.borrow().apps.clone();
    let trial = Trial {
        kind: "MFA codes",
        originals,
        fields: fields(&apps),
        rule: Box::new(|_, mutant| Verdict::same(cast.borrow().is_right(mutant))),
        faults: &[
            "AccessDenied",
            "AuthenticationFailed",
            "ContinuationExpired",
            "EntityAlreadyExists",
            "InvalidAuthenticationCode",
            "NoSuchEntity",
            "ValidationError",
        ],
    };
    run(&trial, |shown| cast.borrow_mut().present(shown));
}

/// The same with another code in one place.
fn with_code(shown: &Shown, random: &mut Random, change: impl FnOnce(&str, &mut Random) -> String) -> Shown {
    let mut changed = shown.clone();
    let at = random.below(shown.codes.len());
    changed.codes[at] = change(&shown.codes[at], random);
    changed
}

fn fields(apps: &[App; 4]) -> Vec<Field<'_, Shown>> {
    let digit = |name: &'static str, place: usize| {
        field(name, move |shown: &Shown, random: &mut Random| {
            with_code(shown, random, |code, random| {
                let mut digits: Vec<u8> = code.bytes().collect();
                digits[place] = b"0123456789"[random.below(10)];
                String::from_utf8(digits).unwrap()
            })
        })
    };
    let whose = move |shown: &Shown| apps.iter().find(|app| app.serial == shown.serial).unwrap();
    let other = move |shown: &Shown, random: &mut Random| {
        let others: Vec<&App> = apps.iter().filter(|app| app.serial != shown.serial).collect();
        random.pick(&others)
    };
    vec![
        digit("digit 1", 0),
        digit("digit 2", 1),
        digit("digit 3", 2),
        digit("digit 4", 3),
        digit("digit 5", 4),
        digit("digit 6", 5),
        field("text", |shown: &Shown, random| with_code(shown, random, text)),
        field("codes shown before and after", move |shown: &Shown, random| {
            let steps = [-2_880, -1_681, -20, -4, -3, -2, -1, 1, 2, 3, 20, 1_680, 2_880];
            let at = shown.at + random.pick(&steps) * STEP_SECONDS;
            let times = (0..).step_by(30).map(|later| at + later);
            let codes = shown.codes.iter().zip(times).map(|(_, at)| whose(shown).code(at)).collect();
            Shown { codes, ..shown.clone() }
        }),
        some_field("two codes in another order", move |shown: &Shown, random| {
            let (first, second) = (shown.codes.first()?.clone(), shown.codes.get(1)?.clone());
            let later = whose(shown).code(shown.at + 2 * STEP_SECONDS);
            let pairs =
                [(&second, &first), (&first, &first), (&second, &second), (&first, &later), (&later, &first)];
            let (one, two) = random.pick(&pairs);
            Some(Shown { codes: vec![one.clone(), two.clone()], ..shown.clone() })
        }),
        field("digits of other scripts", |shown: &Shown, random| {
            let zero = random.pick(&['０', '٠', '०', '𝟎', '⁰']);
            let count = 1 + random.below(6);
            with_code(shown, random, |code, _| {
                let other =
                    |digit: char| char::from_u32(u32::from(zero) + digit.to_digit(10).unwrap()).unwrap();
                code.char_indices().map(|(at, digit)| if at < count { other(digit) } else { digit }).collect()
            })
        }),
        field("blanks and signs", |shown: &Shown, random| {
            let sign = random.pick(&[" ", "\t", "\n", "\0", "+", "-", "0", "\u{a0}", "\u{200b}", ".", "%00"]);
            with_code(shown, random, |code, random| {
                let at = random.below(code.len() + 1);
                format!("{}{sign}{}", &code[..at], &code[at..])
            })
        }),
        field("shorter and longer", |shown: &Shown, random| {
            with_code(shown, random, |code, random| match random.below(5) {
                0 => code.chars().take(5).collect(),
                1 => code.chars().skip(1).collect(),
                2 => String::new(),
                3 => code.repeat(2),
                _ => code.trim_start_matches('0').to_owned() + "0",
            })
        }),
        field("another device's codes", move |shown: &Shown, random| {
            let other = other(shown, random);
            let times = (0..).step_by(30).map(|later| shown.at + later);
            let codes = shown.codes.iter().zip(times).map(|(_, at)| other.code(at)).collect();
            Shown { codes, ..shown.clone() }
        }),
        field("another device", move |shown: &Shown, random| {
            let other = other(shown, random);
            let times = (0..).step_by(30).map(|later| shown.at + later);
            let codes = shown.codes.iter().zip(times).map(|(_, at)| other.code(at)).collect();
            Shown { serial: other.serial.clone(), codes, ..shown.clone() }
        }),
        field("serial number", |shown: &Shown, random| Shown {
            serial: text(&shown.serial, random),
            ..shown.clone()
        }),
        field("time", |shown: &Shown, random| {
            let steps = [-10, -3, -2, -1, 1, 2, 3, 10];
            Shown { at: shown.at + random.pick(&steps) * STEP_SECONDS, ..shown.clone() }
        }),
    ]
}
