// SPDX-License-Identifier: Apache-2.0
//! What was proven so far, carried by the client to the next step.

use portcullis_directory::identifier::UniqueId;
use portcullis_directory::record::KeyOwner;

use super::answer::Refusal;
use super::note::{self, Purpose};
use super::person::Person;
use crate::door::Door;

const ACCOUNT: u8 = 32;
const OWNER: u8 = 33;
const FINGERPRINT: u8 = 34;
const STAGE: u8 = 35;
const MFA_AT: u8 = 36;

/// Which step comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Mfa,
    NewPassword,
}

/// Somebody whose password was right.
#[derive(Debug)]
pub(super) struct Continuation {
    pub(super) person: Person,
    pub(super) stage: Stage,
    /// When MFA was given, in seconds since 1970.
    pub(super) mfa_at: Option<i64>,
}

impl Continuation {
    pub(super) fn seal(&self, door: &Door<'_>) -> Result<String, Refusal> {
        note::seal(Purpose::Continuation, door, |writer| {
            writer.text(ACCOUNT, &self.person.account.id().to_string());
            if let KeyOwner::User(id) = self.person.owner() {
                writer.text(OWNER, id.as_str());
            }
            writer.bytes(FINGERPRINT, &self.person.fingerprint());
            writer.number(STAGE, i64::from(self.stage == Stage::NewPassword));
            if let Some(at) = self.mfa_at {
                writer.number(MFA_AT, at);
            }
        })
    }

    /// Opens a continuation for a step. It is void once the password is another, or the person is gone.
    pub(super) fn open(text: &str, stage: Stage, door: &Door<'_>) -> Result<Self, Refusal> {
        note::open(Purpose::Continuation, text, door, |reader| {
            let account = door.directory.account(reader.text(ACCOUNT).ok()?.parse().ok()?)?;
            let owner = reader.optional_text(OWNER).ok()?;
            let owner = owner.map_or(KeyOwner::Root, |id| KeyOwner::User(UniqueId::new(id)));
            let person = Person::of(account, &owner)?;
            let fingerprint = reader.all(FINGERPRINT);
            let found = match reader.number(STAGE).ok()? {
                0 => Stage::Mfa,
                1 => Stage::NewPassword,
                _ => return None,
            };
            let mfa_at = reader.optional_number(MFA_AT).ok()?;
            let is_same = fingerprint == [person.fingerprint().as_slice()] && found == stage;
            is_same.then_some(Self { person, stage, mfa_at })
        })
        .ok_or_else(Refusal::stale)
    }
}
