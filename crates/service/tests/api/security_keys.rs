// SPDX-License-Identifier: Apache-2.0
//! Security keys: registered and asked for their signatures, by a key in software; and everything that is not taken.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use portcullis_directory::Account;
use portcullis_directory::change::Change;
use portcullis_directory::quota::Quota;
use portcullis_directory::record::{KeyOwner, MfaDevice, MfaFactor};
use portcullis_service::Moment;
use portcullis_service::mfa::webauthn::{
    AssertionResponse, Registering, RelyingParty, WebAuthnError, begin_assertion, begin_registration,
    finish_assertion, finish_registration, registration_permission,
};
use portcullis_service::session_token::TokenKeys;
use serde_json::{Value, json};

use crate::authenticator::security_key::{Attestation, SoftwareKey};
use crate::world::{ACCOUNT, Key, World};

const ORIGIN: &str = "https://iam.example.com";

/// A world with a user, and the ceremonies as the sign-in flow holds them.
struct Setting {
    world: World,
    root: Key,
    owner: KeyOwner,
}

impl Setting {
    fn new() -> Self {
        let (mut world, root) = World::new();
        world.user(&root, "bob");
        let owner = KeyOwner::User(crate::seed::user(&world, "bob").id);
        Self { world, root, owner }
    }

    fn account(&self) -> std::sync::Arc<Account> {
        crate::seed::account(&self.world)
    }

    fn keys(&self) -> &TokenKeys {
        &self.world.settings.token_keys
    }

    fn begin(&mut self) -> Result<Value, WebAuthnError> {
        let moment = self.world.moment();
        let options = begin_registration(&party(), self.keys(), &moment, &self.account(), &self.owner)?;
        Ok(options.to_json())
    }

    fn finish(&mut self, key: &mut SoftwareKey, options: &Value) -> Result<String, WebAuthnError> {
        let response = key.register(options);
        let (moment, account) = (self.world.moment(), self.account());
        let device =
            finish_registration(&party(), self.keys(), &moment, &account, &self.owner, "key", &response)?;
        Ok(self.put(device))
    }

    fn register(&mut self, key: &mut SoftwareKey) -> Result<String, WebAuthnError> {
        let options = self.begin()?;
        self.finish(key, &options)
    }

    fn ask(&mut self) -> Value {
        let moment = self.world.moment();
        let options = begin_assertion(&party(), self.keys(), &moment, &self.account(), &self.owner);
        options.unwrap().to_json()
    }

    fn answer(&mut self, response: &AssertionResponse) -> Result<String, WebAuthnError> {
        let (moment, account) = (self.world.moment(), self.account());
        let device = finish_assertion(&party(), self.keys(), &moment, &account, &self.owner, response)?;
        Ok(self.put(device))
    }

    fn assert(&mut self, key: &mut SoftwareKey) -> Result<String, WebAuthnError> {
        let options = self.ask();
        let response = key.assert(&options);
        self.answer(&response)
    }

    fn put(&mut self, device: MfaDevice) -> String {
        let serial = device.serial_number.clone();
        crate::seed::put(&mut self.world, device);
        serial
    }
}

fn party() -> RelyingParty {
    RelyingParty::at(ORIGIN).unwrap()
}

fn key(number: u8) -> SoftwareKey {
    SoftwareKey::new(ORIGIN, number)
}

fn why<T: std::fmt::Debug>(outcome: Result<T, WebAuthnError>) -> String {
    outcome.unwrap_err().to_string()
}

#[test]
fn a_key_is_registered_listed_used_and_taken_away() {
    let mut setting = Setting::new();
    let mut key = key(1);
    let serial = setting.register(&mut key).unwrap();
    let (start, end) = serial.split_at(serial.len() - 26);
    assert_eq!(start, format!("arn:aws:iam::{ACCOUNT}:u2f/user/bob/key-"));
    assert!(end.chars().all(|letter| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".contains(letter)), "{serial}");
    let root = setting.root.clone();
    let listed = setting.world.ok(&root, "ListMFADevices UserName=bob");
    assert_eq!(listed.get("SerialNumber"), serial);
    let shown = setting.world.ok(&root, &format!("GetMFADevice UserName=bob SerialNumber={serial}"));
    assert_eq!(shown.get("UserName"), "bob");
    assert!(shown.body.contains("<Certifications/>"), "{}", shown.body);
    for _ in 0..3 {
        assert_eq!(setting.assert(&mut key).unwrap(), serial);
    }
    setting.world.ok(&root, &format!("DeactivateMFADevice UserName=bob SerialNumber={serial}"));
    let (moment, account) = (setting.world.moment(), setting.account());
    let asked = begin_assertion(&party(), setting.keys(), &moment, &account, &setting.owner);
    assert_eq!(why(asked), "not accepted: there is no security key");
}

#[test]
fn browsers_are_asked_in_the_forms_of_the_standard() {
    let mut setting = Setting::new();
    setting.register(&mut key(1)).unwrap();
    let options = setting.begin().unwrap();
    let id = json!([{"type": "public-key", "id": "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE"}]);
    assert_eq!(options["rp"], json!({"id": "iam.example.com", "name": "iam.example.com"}));
    assert_eq!(options["user"]["name"], format!("bob@{ACCOUNT}"));
    assert_eq!(options["attestation"], "none");
    let numbers: Vec<_> =
        options["pubKeyCredParams"].as_array().unwrap().iter().map(|one| &one["alg"]).collect();
    assert_eq!(numbers, [-7, -8, -257]);
    assert_eq!(options["excludeCredentials"], id);
    assert_eq!(options["authenticatorSelection"]["userVerification"], "preferred");
    let asked = setting.ask();
    assert_eq!((&asked["rpId"], &asked["allowCredentials"]), (&json!("iam.example.com"), &id));
    assert_ne!(asked["challenge"], setting.ask()["challenge"]);
}

#[test]
fn keys_may_attest_themselves_and_nothing_else() {
    let mut setting = Setting::new();
    let mut own = key(1);
    own.attestation = Attestation::ItsOwn;
    assert!(setting.register(&mut own).is_ok());
    let mut other = key(2);
    for format in ["fido-u2f", "tpm", "android-safetynet", ""] {
        other.attestation = Attestation::Other(format);
        assert_eq!(
            why(setting.register(&mut other)),
            "not accepted: the attestation is of a format that is not taken"
        );
    }
    other.attestation = Attestation::Other("packed");
    assert_eq!(why(setting.register(&mut other)), "malformed: the attestation object is not what it must be");
}

#[test]
fn nothing_is_registered_for_others_nor_late_nor_twice() {
    let mut setting = Setting::new();
    let root = setting.root.clone();
    setting.world.user(&root, "eve");
    let not_theirs = "not accepted: the challenge is none of this owner's, or too old";
    // Somebody else's challenge.
    let options = setting.begin().unwrap();
    let bob =
        std::mem::replace(&mut setting.owner, KeyOwner::User(crate::seed::user(&setting.world, "eve").id));
    assert_eq!(why(setting.finish(&mut key(1), &options)), not_theirs);
    setting.owner = bob;
    // One of an assertion.
    setting.register(&mut key(9)).unwrap();
    let asked = setting.ask();
    let crossed = json!({"challenge": asked["challenge"], "rp": {"id": "iam.example.com"}});
    assert_eq!(why(setting.finish(&mut key(1), &crossed)), not_theirs);
    // One that nobody made, and one that is too old.
    let made_up =
        json!({"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "rp": {"id": "iam.example.com"}});
    assert_eq!(why(setting.finish(&mut key(1), &made_up)), not_theirs);
    setting.world.now += 300;
    assert_eq!(why(setting.finish(&mut key(1), &options)), not_theirs);
    // The same credential again.
    let again = setting.register(&mut key(9));
    assert_eq!(why(again), "not accepted: the credential is registered already");
    let mut record = setting.account().record().as_ref().clone();
    record.quotas.insert(Quota::MfaDevicesPerUser, 1);
    crate::seed::put(&mut setting.world, record);
    let full = "Cannot exceed quota for MFADevicesPerUser: 1";
    assert_eq!(why(setting.begin()), full);
}

#[test]
fn devices_have_names() {
    let mut setting = Setting::new();
    let options = setting.begin().unwrap();
    let response = key(1).register(&options);
    let (moment, account) = (setting.world.moment(), setting.account());
    let long = "x".repeat(65);
    for (name, is_taken) in
        [("my-key_1+=,.@", true), ("", false), ("a/b", false), ("a b", false), ("ä", false), (&*long, false)]
    {
        let made =
            finish_registration(&party(), setting.keys(), &moment, &account, &setting.owner, name, &response);
        assert_eq!(made.is_ok(), is_taken, "`{name}`");
    }
}

#[test]
fn a_ceremony_happens_on_the_partys_own_page_with_somebody_there() {
    let mut setting = Setting::new();
    let mut good = key(1);
    setting.register(&mut good).unwrap();
    type Habit = fn(&mut SoftwareKey);
    let habits: [(Habit, &str); 6] = [
        (|key| key.origin = "https://evil.example.com".into(), "the page is not the relying party's"),
        (|key| key.origin = format!("{ORIGIN}:8443"), "the page is not the relying party's"),
        (
            |key| drop(key.extra_client_data.insert("crossOrigin".into(), json!(true))),
            "the page is within one of another origin",
        ),
        (
            |key| drop(key.extra_client_data.insert("topOrigin".into(), json!(ORIGIN))),
            "the page is within one of another origin",
        ),
        (
            |key| drop(key.extra_client_data.insert("type".into(), json!("payment.get"))),
            "the client data is of another ceremony",
        ),
        (|key| key.flags = 0, "nobody touched the authenticator"),
    ];
    for (habit, expected) in habits {
        let mut bad = key(2);
        habit(&mut bad);
        assert_eq!(why(setting.register(&mut bad)), format!("not accepted: {expected}"));
        let (origin, flags) = (good.origin.clone(), good.flags);
        habit(&mut good);
        assert_eq!(why(setting.assert(&mut good)), format!("not accepted: {expected}"));
        (good.origin, good.flags) = (origin, flags);
        good.extra_client_data.clear();
    }
    good.flags |= 0x10;
    assert_eq!(why(setting.assert(&mut good)), "malformed: the credential is backed up, and cannot be");
}

#[test]
fn an_answer_is_taken_once_even_from_keys_that_do_not_count() {
    for counts in [true, false] {
        let mut setting = Setting::new();
        let mut one = key(1);
        one.counts = counts;
        setting.register(&mut one).unwrap();
        let (first, second) = (setting.ask(), setting.ask());
        let (first, second) = (one.assert(&first), one.assert(&second));
        assert!(setting.answer(&second).is_ok());
        let used = "not accepted: the challenge, or a later one, was answered already";
        assert_eq!(why(setting.answer(&second)), used);
        assert_eq!(why(setting.answer(&first)), used, "nor an earlier one");
        assert!(setting.assert(&mut one).is_ok());
    }
}

#[test]
fn a_copy_of_a_key_is_noticed_by_its_counter() {
    let mut setting = Setting::new();
    let mut one = key(1);
    setting.register(&mut one).unwrap();
    for _ in 0..3 {
        setting.assert(&mut one).unwrap();
    }
    let copied = "not accepted: the key counts fewer signatures than before: it may be a copy";
    for count in [0, 1, 3] {
        one.copy_of_count(count);
        assert_eq!(why(setting.assert(&mut one)), copied);
    }
    one.counts = false;
    one.copy_of_count(0);
    assert_eq!(why(setting.assert(&mut one)), copied, "one that counted cannot stop to");
}

#[test]
fn a_key_is_its_owners_alone() {
    let mut setting = Setting::new();
    let root = setting.root.clone();
    setting.world.user(&root, "eve");
    let (mut his, mut hers) = (key(1), key(2));
    setting.register(&mut his).unwrap();
    let eve = KeyOwner::User(crate::seed::user(&setting.world, "eve").id);
    let bob = std::mem::replace(&mut setting.owner, eve);
    setting.register(&mut hers).unwrap();
    // Her challenge, answered by his key; and his challenge, answered by hers for him.
    let asked = setting.ask();
    let none_of_hers = "not accepted: the credential is none of this owner's";
    assert_eq!(why(setting.answer(&his.assert(&asked))), none_of_hers);
    let answered = hers.assert(&asked);
    setting.owner = bob;
    assert_eq!(why(setting.answer(&answered)), none_of_hers);
    // His key's id with her key's signature.
    let mut forged = hers.assert(&setting.ask());
    forged.credential_id = vec![1; 32];
    assert_eq!(why(setting.answer(&forged)), "not accepted: the signature is not the key's");
    // Her challenge, signed by his key, for him.
    let answered = his.assert(&asked);
    assert_eq!(
        why(setting.answer(&answered)),
        "not accepted: the challenge is none of this owner's, or too old"
    );
    // Another account's user of the same name.
    let elsewhere = setting.world.account("222233334444");
    setting.world.ok(&elsewhere, "CreateUser UserName=bob");
    let account = setting.world.directory.account("222233334444".parse().unwrap()).unwrap().clone();
    let owner = KeyOwner::User(account.users.named("bob").unwrap().id.clone());
    let moment = setting.world.moment();
    let asked = setting.ask();
    let outcome = finish_assertion(&party(), setting.keys(), &moment, &account, &owner, &his.assert(&asked));
    assert_eq!(why(outcome), none_of_hers);
}

#[test]
fn the_root_user_is_seen_by_its_key() {
    let mut setting = Setting::new();
    setting.owner = KeyOwner::Root;
    let options = setting.begin().unwrap();
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    let mut one = key(1);
    one.flags = 1;
    let unseen = "not accepted: the authenticator did not see who uses it";
    assert_eq!(why(setting.finish(&mut one, &options)), unseen);
    one.flags = 5;
    let serial = setting.register(&mut one).unwrap();
    assert!(serial.starts_with(&format!("arn:aws:iam::{ACCOUNT}:u2f/root/key-")), "{serial}");
    assert_eq!(setting.ask()["userVerification"], "required");
    assert!(setting.assert(&mut one).is_ok());
    one.flags = 1;
    assert_eq!(why(setting.assert(&mut one)), unseen);
    let root = setting.root.clone();
    assert_eq!(setting.world.ok(&root, "ListMFADevices").get("SerialNumber"), serial);
}

#[test]
fn no_mutant_of_an_answer_is_taken() {
    let mut setting = Setting::new();
    let mut one = key(1);
    setting.register(&mut one).unwrap();
    let whole = one.assert(&setting.ask());
    let (moment, account) = (setting.world.moment(), setting.account());
    let is_taken = |response: &AssertionResponse| {
        finish_assertion(&party(), setting.keys(), &moment, &account, &setting.owner, response).is_ok()
    };
    assert!(is_taken(&whole));
    let parts: [fn(&mut AssertionResponse) -> &mut Vec<u8>; 4] = [
        |response| &mut response.credential_id,
        |response| &mut response.client_data,
        |response| &mut response.authenticator_data,
        |response| &mut response.signature,
    ];
    for part in parts {
        let length = part(&mut whole.clone()).len();
        for at in 0..length {
            let mut mutant = whole.clone();
            part(&mut mutant)[at] ^= 1 << (at % 8);
            assert!(!is_taken(&mutant), "byte {at}: {mutant:?}");
            let mut shorter = whole.clone();
            part(&mut shorter).truncate(at);
            assert!(!is_taken(&shorter), "{at} bytes");
        }
    }
}

#[test]
fn ceremonies_change_the_device_and_nothing_else() {
    let mut setting = Setting::new();
    let mut one = key(1);
    let serial = setting.register(&mut one).unwrap();
    let before = setting.account().mfa_device(&serial).unwrap().clone();
    let options = setting.ask();
    let response = one.assert(&options);
    let moment = Moment::new(setting.world.now * 1_000 + 999, [3; 32], "id".into());
    let after =
        finish_assertion(&party(), setting.keys(), &moment, &setting.account(), &setting.owner, &response)
            .unwrap();
    let (MfaFactor::SecurityKey(old), MfaFactor::SecurityKey(new)) = (&before.factor, &after.factor) else {
        panic!("a security key");
    };
    assert!(
        new.sign_count == old.sign_count + 1
            && new.challenged_at_milliseconds > old.challenged_at_milliseconds
    );
    assert_eq!(MfaDevice { factor: before.factor.clone(), ..after.clone() }, *before);
    assert_eq!(Change::put(after).key().id, serial);
}

#[test]
fn registering_is_a_permission_that_asks_for_the_keys_model() {
    let setting = Setting::new();
    let account = setting.account();
    let certifications = [("FIDO".to_owned(), "L2".to_owned()), ("FIPS-140-2".to_owned(), "L3".to_owned())];
    let keys = |step, certifications: &[(String, String)]| {
        let certifications = certifications.iter().cloned().collect();
        let asked = registration_permission(step, &account, &setting.owner, &certifications);
        assert_eq!(
            (asked.action, &*asked.resource),
            ("iam:EnableMFADevice", &*format!("arn:aws:iam::{ACCOUNT}:user/bob"))
        );
        let keys = asked.keys.iter().map(|(key, value)| format!("{key}={value:?}"));
        let mut keys: Vec<_> = keys.map(|key| key.to_ascii_lowercase()).collect();
        keys.sort();
        keys.join(" ")
    };
    let plain = keys(Registering::Create, &[]);
    assert!(plain.contains("registersecuritykey") && plain.contains("create"), "{plain}");
    assert!(!plain.contains("certification"), "{plain}");
    let known = keys(Registering::Activate, &certifications);
    for part in ["iam:fido-certification", "l2", "iam:fido-fips-140-2-certification", "l3", "activate"] {
        assert!(known.contains(part), "{part} in {known}");
    }
    let root = registration_permission(Registering::Create, &account, &KeyOwner::Root, &[].into());
    assert_eq!(root.resource, format!("arn:aws:iam::{ACCOUNT}:root"));
}
