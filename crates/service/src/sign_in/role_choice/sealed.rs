// SPDX-License-Identifier: Apache-2.0
//! A choice that is still open, as the client carries it: sealed, with all that was proven.

use std::sync::Arc;

use portcullis_directory::encoding::fields::{Reader, Writer};
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::Tags;
use portcullis_policy::evaluation::{Context as Keys, Value};

use super::super::answer::Refusal;
use super::super::note::{self, Purpose};
use super::{Candidate, Vouched};
use crate::door::Door;
use crate::proof::{Proof, ProofKind};

const ID: u8 = 32;
const HOME: u8 = 33;
const BROWSER: u8 = 34;
const SESSION_NAME: u8 = 35;
const SECONDS: u8 = 36;
const ENDS_AT: u8 = 37;
const DESTINATION: u8 = 38;
const PROVEN: u8 = 39;
const PROVEN_BY_ALL: u8 = 40;

// Within what is proven through one provider.
const ROLE: u8 = 1;
const KIND: u8 = 2;
const PROVIDER: u8 = 3;
const SUBJECT: u8 = 4;
const AUDIENCE: u8 = 5;
const USER_ID: u8 = 6;
const KEY: u8 = 7;
const SESSION_KEY: u8 = 8;
const TAG: u8 = 9;
const TRANSITIVE_TAG_KEY: u8 = 10;
const SOURCE_IDENTITY: u8 = 11;

// Within a key or a tag.
const NAME: u8 = 1;
const VALUE: u8 = 2;
const IS_SINGLE: u8 = 3;

/// Of what stands within a note, which has a version of its own.
const VERSION: u8 = 1;

/// A choice that somebody has to make.
#[derive(Debug, PartialEq)]
pub(super) struct Choice {
    /// Tells it from all others, so that it is made once.
    pub(super) id: [u8; 16],
    /// The account that remembers whether it was made.
    pub(super) home: AccountId,
    /// SHA-256 of what the browser that is asked keeps in a cookie; `None` for a program.
    pub(super) browser: Option<Vec<u8>>,
    /// Who chooses, among which roles.
    pub(super) vouched: Vouched,
}

impl Choice {
    pub(super) fn seal(&self, door: &Door<'_>) -> Result<String, Refusal> {
        let vouched = &self.vouched;
        note::seal(Purpose::RoleChoice, door, |writer| {
            writer.bytes(ID, &self.id);
            writer.text(HOME, &self.home.to_string());
            if let Some(browser) = &self.browser {
                writer.bytes(BROWSER, browser);
            }
            writer.text(SESSION_NAME, &vouched.session_name);
            if let Some(seconds) = vouched.seconds {
                writer.number(SECONDS, seconds.into());
            }
            if let Some(ends_at) = vouched.ends_at {
                writer.number(ENDS_AT, ends_at);
            }
            writer.optional_text(DESTINATION, vouched.destination.as_deref());
            write_candidates(&vouched.candidates, writer);
        })
    }

    /// Opens a choice in its time.
    pub(super) fn open(text: &str, door: &Door<'_>) -> Result<Self, Refusal> {
        let opened = note::open(Purpose::RoleChoice, text, door, |reader| {
            let id = <[u8; 16]>::try_from(*reader.all(ID).first()?).ok()?;
            let by_all = *reader.all(PROVEN_BY_ALL).first()?;
            let mut candidates = Vec::new();
            for bytes in reader.all(PROVEN) {
                candidates.extend(read_proven(by_all, bytes)?);
            }
            Some(Self {
                id,
                home: reader.text(HOME).ok()?.parse().ok()?,
                browser: reader.all(BROWSER).first().map(|bytes| bytes.to_vec()),
                vouched: Vouched {
                    session_name: reader.text(SESSION_NAME).ok()?,
                    seconds: match reader.optional_number(SECONDS).ok()? {
                        Some(seconds) => Some(i32::try_from(seconds).ok()?),
                        None => None,
                    },
                    ends_at: reader.optional_number(ENDS_AT).ok()?,
                    destination: reader.optional_text(DESTINATION).ok()?,
                    candidates,
                },
            })
        });
        opened.ok_or_else(Refusal::stale)
    }
}

/// A field of what is proven: its tag and its bytes.
type Field = (u8, Vec<u8>);

/// Writes the candidates, those of one provider together. Who has roles in many accounts is the same person in all of
/// them, so what all providers prove is written once.
fn write_candidates(candidates: &[Candidate], writer: &mut Writer) {
    let mut groups: Vec<(&[Candidate], Vec<Field>)> = Vec::new();
    let mut rest = candidates;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|one| one.proof == first.proof).count();
        let (group, after) = rest.split_at(same);
        groups.push((group, fields(&first.proof)));
        rest = after;
    }
    let by_all: Vec<Field> = groups.first().map_or_else(Vec::new, |(_, first)| {
        let is_common = |field: &&Field| groups.iter().all(|(_, fields)| fields.contains(field));
        first.iter().filter(is_common).cloned().collect()
    });
    writer.bytes(PROVEN_BY_ALL, &write_fields(&by_all));
    for (group, mut fields) in groups {
        fields.retain(|field| !by_all.contains(field));
        fields.extend(group.iter().map(|one| (ROLE, one.role_arn.clone().into_bytes())));
        writer.bytes(PROVEN, &write_fields(&fields));
    }
}

fn write_fields(fields: &[Field]) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    for (tag, bytes) in fields {
        writer.bytes(*tag, bytes);
    }
    writer.into_bytes()
}

fn fields(proof: &Proof) -> Vec<Field> {
    let kind = i64::from(proof.kind == ProofKind::WebIdentity);
    let text = |tag: u8, text: &str| (tag, text.as_bytes().to_vec());
    let mut fields = vec![
        (KIND, kind.to_be_bytes().to_vec()),
        text(PROVIDER, &proof.provider),
        text(SUBJECT, &proof.subject),
        text(USER_ID, &proof.user_id),
    ];
    fields.extend(proof.audience.as_deref().map(|audience| text(AUDIENCE, audience)));
    fields.extend(proof.source_identity.as_deref().map(|name| text(SOURCE_IDENTITY, name)));
    for (name, value) in proof.keys.iter() {
        let (values, is_single) = match value {
            Value::Single(text) => (std::slice::from_ref(text), true),
            Value::Many(texts) => (texts.as_slice(), false),
        };
        fields.push((KEY, write_named(name, values, is_single)));
    }
    for (name, values) in &proof.session_keys {
        fields.push((SESSION_KEY, write_named(name, values, false)));
    }
    for tag in proof.tags.iter() {
        fields.push((TAG, write_named(&tag.key, std::slice::from_ref(&tag.value), true)));
    }
    fields.extend(proof.transitive_tag_keys.iter().map(|key| text(TRANSITIVE_TAG_KEY, key)));
    fields
}

fn read_proven(by_all: &[u8], bytes: &[u8]) -> Option<Vec<Candidate>> {
    let (&VERSION, own) = bytes.split_first()? else { return None };
    let whole = [by_all, own].concat();
    let mut reader = nested(&whole)?;
    let mut keys = Keys::new();
    for bytes in reader.all(KEY) {
        let (name, mut values, is_single) = read_named(bytes)?;
        match values.pop() {
            Some(value) if is_single => keys.set(&name, value),
            Some(value) => {
                values.push(value);
                keys.set_many(&name, values);
            }
            None => keys.set_many(&name, Vec::new()),
        }
    }
    let mut session_keys = Vec::new();
    for bytes in reader.all(SESSION_KEY) {
        let (name, values, _) = read_named(bytes)?;
        session_keys.push((name, values));
    }
    let mut tags = Tags::new();
    for bytes in reader.all(TAG) {
        let (key, values, _) = read_named(bytes)?;
        tags.set(&key, values.first()?);
    }
    let roles = reader.texts(ROLE).ok()?;
    let proof = Arc::new(Proof {
        kind: match reader.number(KIND).ok()? {
            0 => ProofKind::Saml,
            1 => ProofKind::WebIdentity,
            _ => return None,
        },
        provider: reader.text(PROVIDER).ok()?,
        subject: reader.text(SUBJECT).ok()?,
        audience: reader.optional_text(AUDIENCE).ok()?,
        user_id: reader.text(USER_ID).ok()?,
        keys,
        session_keys,
        tags,
        transitive_tag_keys: reader.texts(TRANSITIVE_TAG_KEY).ok()?,
        source_identity: reader.optional_text(SOURCE_IDENTITY).ok()?,
        accepted: None,
    });
    reader.finish().ok()?;
    Some(roles.into_iter().map(|role_arn| Candidate { role_arn, proof: Arc::clone(&proof) }).collect())
}

fn write_named(name: &str, values: &[String], is_single: bool) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer.text(NAME, name);
    for value in values {
        writer.text(VALUE, value);
    }
    writer.number(IS_SINGLE, is_single.into());
    writer.into_bytes()
}

fn read_named(bytes: &[u8]) -> Option<(String, Vec<String>, bool)> {
    let mut reader = nested(bytes)?;
    let name = reader.text(NAME).ok()?;
    let values = reader.texts(VALUE).ok()?;
    let is_single = reader.number(IS_SINGLE).ok()? == 1;
    reader.finish().ok()?;
    Some((name, values, is_single))
}

fn nested(bytes: &[u8]) -> Option<Reader<'_>> {
    let (&VERSION, rest) = bytes.split_first()? else { return None };
    Reader::new(rest).ok()
}
