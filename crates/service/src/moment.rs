// SPDX-License-Identifier: Apache-2.0
//! Everything about one call that is not deterministic, handed in from outside.

use std::cell::RefCell;

use aws_lc_rs::digest;
use portcullis_directory::Account;
use portcullis_directory::identifier::{AccountId, KeyTerm, Prefix, UniqueId, access_key_id};
use portcullis_directory::record::{SecretAccessKey, SecretText};

use crate::outside::{Ask, Finding};
use crate::signing::NewSigningKey;

/// The moment in which a call is handled. The same request at the same moment has the same outcome.
#[derive(Debug)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub now_milliseconds: i64,
    /// The request's id, as the answer and the audit record carry it.
    pub request_id: String,
    entropy: [u8; 32],
    /// Random bytes that are still to be drawn, and how often they were made.
    pool: RefCell<Pool>,
    findings: Vec<(Ask, Finding)>,
    ask: RefCell<Option<Ask>>,
}

impl Moment {
    /// A moment. The entropy must be unpredictable and used for one request only.
    pub fn new(now_milliseconds: i64, entropy: [u8; 32], request_id: String) -> Self {
        let (pool, ask) = (RefCell::default(), RefCell::new(None));
        Self { now_milliseconds, request_id, entropy, pool, findings: Vec::new(), ask }
    }

    /// Seconds since 1970.
    pub fn now(&self) -> i64 {
        self.now_milliseconds.div_euclid(1_000)
    }

    /// Starts the entropy from its beginning, so that a call which is handled again has the same outcome.
    pub fn rewind(&self) {
        self.pool.take();
        self.ask.replace(None);
    }

    /// Hands in what was found for what a reply asked for.
    pub fn supply(&mut self, ask: Ask, finding: Finding) {
        self.findings.push((ask, finding));
    }

    /// What was found. Where nothing was handed in it is asked for, and the call is decided again.
    pub(crate) fn find(&self, ask: Ask) -> Option<&Finding> {
        let found = self.findings.iter().find(|(asked, _)| *asked == ask);
        if found.is_none() {
            self.ask(ask);
        }
        found.map(|(_, finding)| finding)
    }

    /// New signing keys, asked for like all that [`Moment::find`] finds.
    pub(crate) fn signing_keys(&self) -> Option<&[NewSigningKey]> {
        match self.find(Ask::SigningKeys)? {
            Finding::SigningKeys(keys) => Some(keys),
            _ => None,
        }
    }

    /// Asks for what a pure function cannot do.
    pub(crate) fn ask(&self, ask: Ask) {
        self.ask.replace(Some(ask));
    }

    /// What was asked for, if anything was.
    pub(crate) fn asked(&self) -> Option<Ask> {
        self.ask.take()
    }

    /// The next random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        let mut pool = self.pool.borrow_mut();
        pool.draw(&self.entropy, &mut bytes);
        bytes
    }

    /// A new version 4 UUID.
    pub fn uuid(&self) -> String {
        uuid(self.random())
    }

    /// A unique id that nothing in the account has.
    pub fn unique_id(&self, prefix: Prefix, account: &Account) -> UniqueId {
        loop {
            let id = UniqueId::from_random(prefix, account.id(), self.random());
            let is_taken = match prefix {
                Prefix::Group => account.groups.get(&id).is_some(),
                Prefix::InstanceProfile => account.instance_profiles.get(&id).is_some(),
                Prefix::ManagedPolicy => account.policies.get(&id).is_some(),
                Prefix::Role => account.roles.get(&id).is_some(),
                Prefix::ServerCertificate => account.server_certificates.get(&id).is_some(),
                Prefix::ServiceSpecificCredential => account.service_specific_credentials.get(&id).is_some(),
                Prefix::SshPublicKey => account.ssh_public_keys.get(&id).is_some(),
                Prefix::User => account.users.get(&id).is_some(),
            };
            if !is_taken {
                return id;
            }
        }
    }

    /// A new access key id.
    pub fn access_key_id(&self, term: KeyTerm, account: AccountId) -> String {
        access_key_id(term, account, self.random())
    }

    /// A new password of twenty-four characters, in which every class occurs.
    pub(crate) fn password(&self) -> SecretText {
        let secret = self.secret_access_key();
        let letters = secret.expose().chars().filter(char::is_ascii_alphanumeric).take(20);
        SecretText::new(letters.chain("aB3-".chars()).collect())
    }

    /// A new secret access key of forty characters.
    pub fn secret_access_key(&self) -> SecretAccessKey {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let letter = |byte: u8| char::from(LETTERS.get(usize::from(byte & 0x3F)).copied().unwrap_or(b'A'));
        SecretAccessKey::new(self.random::<40>().into_iter().map(letter).collect())
    }
}

/// The version 4 UUID of these random bytes.
pub fn uuid(random: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(random);
    let bits = (bits & !(0xF << 76)) | (0x4 << 76);
    let bits = (bits & !(0x3 << 62)) | (0x2 << 62);
    let digit = |digit: u8| if digit < 10 { b'0' + digit } else { b'a' - 10 + digit };
    let mut digits = [0; 32];
    for (pair, byte) in digits.as_chunks_mut::<2>().0.iter_mut().zip(bits.to_be_bytes()) {
        *pair = [digit(byte >> 4), digit(byte & 0xF)];
    }
    let mut text = String::with_capacity(36);
    let mut rest = str::from_utf8(&digits).unwrap_or_default();
    for length in [8, 4, 4, 4, 12] {
        let (group, after) = rest.split_at_checked(length).unwrap_or_default();
        text.push_str(if text.is_empty() { "" } else { "-" });
        text.push_str(group);
        rest = after;
    }
    text
}

/// Random bytes that were made of the entropy and not drawn yet. Making some costs much more than drawing them.
struct Pool {
    bytes: [u8; POOL_BYTES],
    /// How many of them are left; they are taken from the end.
    left: usize,
    made: u32,
}

/// What one hash gives.
const POOL_BYTES: usize = digest::SHA256_OUTPUT_LEN;
/// What the hash is for. With the counter and the entropy it fills a single block.
const PURPOSE: &[u8] = b"portcullis moment";

impl Default for Pool {
    fn default() -> Self {
        Self { bytes: [0; POOL_BYTES], left: 0, made: 0 }
    }
}

impl Pool {
    /// Fills a place with bytes that nobody else is given.
    fn draw(&mut self, entropy: &[u8; 32], mut place: &mut [u8]) {
        while !place.is_empty() {
            if self.left == 0 {
                self.fill(entropy);
            }
            let count = self.left.min(place.len());
            let Some((begin, rest)) = place.split_at_mut_checked(count) else { return };
            if let Some(given) = self.bytes.get_mut(self.left - count..self.left) {
                begin.copy_from_slice(given);
                given.fill(0);
            }
            self.left -= count;
            place = rest;
        }
    }

    fn fill(&mut self, entropy: &[u8; 32]) {
        self.made = self.made.saturating_add(1);
        // The one-step derivation of NIST SP 800-56C, section 4: a counter, the secret, and what it is for.
        let whole = [self.made.to_be_bytes().as_slice(), entropy, PURPOSE].concat();
        self.bytes.copy_from_slice(digest::digest(&digest::SHA256, &whole).as_ref());
        self.left = POOL_BYTES;
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Pool(…)")
    }
}
