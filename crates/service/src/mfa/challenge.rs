// SPDX-License-Identifier: Apache-2.0
//! Challenges for security keys: sealed, so that nothing is kept between asking and answering.
//!
//! A challenge says for whom, for what and when it was made. Its nonce makes it unpredictable; the key that opens it
//! makes it ours.

use portcullis_directory::identifier::{AccountId, UniqueId};
use portcullis_directory::record::KeyOwner;

use crate::moment::Moment;
use crate::session_token::TokenKeys;

/// How long a challenge may be answered: five minutes.
pub const CHALLENGE_SECONDS: i64 = 300;

const PURPOSE: &[u8] = b"security key challenge";

const CEREMONY: u8 = 1;
const ACCOUNT: u8 = 2;
const OWNER: u8 = 3;
const MADE_AT: u8 = 4;

/// What a challenge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ceremony {
    /// To register a security key.
    Registration,
    /// To prove to have one.
    Assertion,
}

/// What a challenge says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Challenge {
    pub(crate) ceremony: Ceremony,
    pub(crate) account: AccountId,
    pub(crate) owner: KeyOwner,
    pub(crate) made_at_milliseconds: i64,
}

impl Challenge {
    /// Seals the challenge. `None` only if no key can be derived.
    pub(crate) fn seal(&self, keys: &TokenKeys, moment: &Moment) -> Option<Vec<u8>> {
        let sealed = keys.seal_note(PURPOSE, moment, |writer| {
            writer.number(CEREMONY, i64::from(self.ceremony == Ceremony::Assertion));
            writer.text(ACCOUNT, &self.account.to_string());
            if let KeyOwner::User(id) = &self.owner {
                writer.text(OWNER, id.as_str());
            }
            writer.number(MADE_AT, self.made_at_milliseconds);
        });
        sealed.map(String::into_bytes)
    }

    /// Opens a challenge that this installation sealed.
    pub(crate) fn open(bytes: &[u8], keys: &TokenKeys) -> Option<Self> {
        keys.open_note(PURPOSE, str::from_utf8(bytes).ok()?, |reader| {
            let ceremony = match reader.number(CEREMONY).ok()? {
                0 => Ceremony::Registration,
                1 => Ceremony::Assertion,
                _ => return None,
            };
            let owner = reader.optional_text(OWNER).ok()?;
            Some(Self {
                ceremony,
                account: reader.text(ACCOUNT).ok()?.parse().ok()?,
                owner: owner.map_or(KeyOwner::Root, |id| KeyOwner::User(UniqueId::new(id))),
                made_at_milliseconds: reader.number(MADE_AT).ok()?,
            })
        })
    }

    /// Whether the challenge was made for this and for them, not long ago.
    pub(crate) fn is_for(
        &self,
        ceremony: Ceremony,
        account: AccountId,
        owner: &KeyOwner,
        now_ms: i64,
    ) -> bool {
        let age = now_ms.saturating_sub(self.made_at_milliseconds);
        (self.ceremony, self.account, &self.owner) == (ceremony, account, owner)
            && (0..=CHALLENGE_SECONDS * 1_000).contains(&age)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn challenge() -> Challenge {
        Challenge {
            ceremony: Ceremony::Assertion,
            account: "000000000042".parse().unwrap(),
            owner: KeyOwner::User(UniqueId::new("AIDA1")),
            made_at_milliseconds: 1_000_000,
        }
    }

    #[test]
    fn a_challenge_opens_to_what_was_sealed_and_no_mutant_opens() {
        let (keys, moment) = (TokenKeys::new([9; 32]), Moment::new(1_000_000, [1; 32], "id".into()));
        for one in [challenge(), Challenge { owner: KeyOwner::Root, ..challenge() }] {
            let sealed = one.seal(&keys, &moment).unwrap();
            assert_eq!(Challenge::open(&sealed, &keys), Some(one));
            assert_eq!(Challenge::open(&sealed, &TokenKeys::new([8; 32])), None);
            for at in 0..sealed.len() {
                let mut mutant = sealed.clone();
                mutant[at] ^= 1;
                assert_eq!(Challenge::open(&mutant, &keys), None, "byte {at}");
                assert_eq!(Challenge::open(sealed.get(..at).unwrap(), &keys), None, "{at} bytes");
            }
        }
    }

    #[test]
    fn no_two_challenges_are_the_same() {
        let (keys, moment) = (TokenKeys::new([9; 32]), Moment::new(1_000_000, [1; 32], "id".into()));
        assert_ne!(challenge().seal(&keys, &moment), challenge().seal(&keys, &moment));
    }

    #[test]
    fn a_challenge_is_for_one_purpose_one_owner_and_five_minutes() {
        let one = challenge();
        let (account, owner) = (one.account, one.owner.clone());
        let other = "000000000043".parse().unwrap();
        for (ceremony, account, owner, now, expected) in [
            (Ceremony::Assertion, account, &owner, 1_000_000, true),
            (Ceremony::Assertion, account, &owner, 1_300_000, true),
            (Ceremony::Assertion, account, &owner, 1_300_001, false),
            (Ceremony::Assertion, account, &owner, 999_999, false),
            (Ceremony::Registration, account, &owner, 1_000_000, false),
            (Ceremony::Assertion, other, &owner, 1_000_000, false),
            (Ceremony::Assertion, account, &KeyOwner::Root, 1_000_000, false),
        ] {
            assert_eq!(one.is_for(ceremony, account, owner, now), expected, "{ceremony:?} {owner:?} {now}");
        }
    }
}
