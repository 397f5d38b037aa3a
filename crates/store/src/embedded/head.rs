// SPDX-License-Identifier: Apache-2.0
//! An account's head: its history, and the number and the sum of its rows.

use std::collections::VecDeque;

use portcullis_directory::identifier::AccountId;
use rusqlite::{Row, Statement};

use super::fault::Fault;
use super::keyring::{CannotSeal, Keyring, Place, Sealed};
use crate::history::History;

/// What an account's head says. The default is an account that does not exist yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AccountHead {
    pub(super) history: History,
    pub(super) rows: RowSet,
}

/// The number of rows and the sum of their marks: a row that is missing, added, exchanged or older changes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowSet {
    pub(super) count: u64,
    /// Modulo 2^256, low byte first. The marks are keyed and the sum is sealed, so nobody can choose rows to fit.
    sum: [u8; 32],
}

impl AccountHead {
    /// Reads a head by a statement that [`super::schema::SELECT_HEAD`] made; nothing if there is none.
    pub(super) fn read(
        statement: &mut Statement<'_>,
        keyring: &Keyring,
        account: AccountId,
    ) -> Result<Option<Self>, Fault> {
        let mut rows = statement.query([stored(account.number())?])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (revision, sealed) = revision_and_sealed(row)?;
        let damaged = || Fault::Damaged("its head is not what was written".to_owned());
        let plain = keyring.open(Place::Head { account, revision }, &sealed).map_err(|_| damaged())?;
        let head = Self::decode(revision, &plain).ok_or_else(damaged)?;
        Ok(Some(head))
    }

    pub(super) fn seal(&self, keyring: &Keyring, account: AccountId) -> Result<Sealed, CannotSeal> {
        keyring.seal(Place::Head { account, revision: self.history.revision }, &self.encode())
    }

    fn encode(&self) -> Vec<u8> {
        let mut bytes = self.rows.count.to_be_bytes().to_vec();
        bytes.extend(self.rows.sum);
        for (revision, request) in &self.history.requests {
            bytes.extend(revision.to_be_bytes());
            // Request ids are limited to fewer bytes than this can count.
            bytes.push(u8::try_from(request.len()).unwrap_or(u8::MAX));
            bytes.extend(request.as_bytes());
        }
        bytes
    }

    fn decode(revision: u64, bytes: &[u8]) -> Option<Self> {
        let (count, bytes) = bytes.split_first_chunk()?;
        let (sum, mut bytes) = bytes.split_first_chunk()?;
        let mut requests = VecDeque::new();
        while !bytes.is_empty() {
            let (revision, rest) = bytes.split_first_chunk()?;
            let (length, rest) = rest.split_first()?;
            let (request, rest) = rest.split_at_checked(usize::from(*length))?;
            requests.push_back((u64::from_be_bytes(*revision), str::from_utf8(request).ok()?.to_owned()));
            bytes = rest;
        }
        let rows = RowSet { count: u64::from_be_bytes(*count), sum: *sum };
        Some(Self { history: History { revision, requests }, rows })
    }
}

impl RowSet {
    pub(super) fn add(&mut self, mark: &[u8; 32]) {
        self.count = self.count.wrapping_add(1);
        self.add_with_carry(mark.iter().copied(), 0);
    }

    pub(super) fn remove(&mut self, mark: &[u8; 32]) {
        self.count = self.count.wrapping_sub(1);
        // Subtracting is adding the complement and one.
        self.add_with_carry(mark.iter().map(|byte| !byte), 1);
    }

    fn add_with_carry(&mut self, mark: impl Iterator<Item = u8>, mut carry: u16) {
        for (byte, other) in self.sum.iter_mut().zip(mark) {
            let [low, high] = (u16::from(*byte) + u16::from(other) + carry).to_le_bytes();
            *byte = low;
            carry = high.into();
        }
    }
}

/// The columns `revision`, `key_id` and `sealed`, which every sealed table has.
pub(super) fn revision_and_sealed(row: &Row<'_>) -> rusqlite::Result<(u64, Sealed)> {
    let revision: i64 = row.get("revision")?;
    let bytes = row.get("sealed")?;
    let sealed = Sealed { key_id: row.get("key_id")?, bytes };
    // A negative number was never written, nor was the largest one: nothing opens under it.
    Ok((u64::try_from(revision).unwrap_or(u64::MAX), sealed))
}

/// A number as SQLite holds it.
pub(super) fn stored(number: u64) -> Result<i64, Fault> {
    i64::try_from(number).map_err(|_| Fault::Damaged(format!("number {number} is too large to be stored")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(count: u8) -> Vec<[u8; 32]> {
        (0..count)
            .map(|index| std::array::from_fn(|at| index.wrapping_mul(89) ^ (at as u8).wrapping_mul(57)))
            .collect()
    }

    #[test]
    fn the_sum_of_rows_does_not_depend_on_their_order_and_removal_undoes_addition() {
        let marks = marks(9);
        let (mut forwards, mut backwards) = (RowSet::default(), RowSet::default());
        for (mark, other) in marks.iter().zip(marks.iter().rev()) {
            forwards.add(mark);
            backwards.add(other);
        }
        assert_eq!(forwards, backwards);
        for mark in &marks {
            assert_ne!(forwards, RowSet::default());
            forwards.remove(mark);
        }
        assert_eq!(forwards, RowSet::default());
    }

    #[test]
    fn carries_run_through() {
        let mut set = RowSet::default();
        set.add(&[0xFF; 32]);
        let mut one = [0; 32];
        one[0] = 1;
        set.add(&one);
        assert_eq!((set.count, set.sum), (2, [0; 32]));
        set.remove(&one);
        assert_eq!((set.count, set.sum), (1, [0xFF; 32]));
    }

    #[test]
    fn heads_keep_their_requests() {
        let mut head = AccountHead::default();
        for request in ["one", "", "zwei-ü", &"x".repeat(128)] {
            head.history.advance(request);
        }
        head.rows.add(&marks(2)[1]);
        let bytes = head.encode();
        assert_eq!(AccountHead::decode(4, &bytes), Some(head));
        for length in 0..bytes.len() {
            let shorter = AccountHead::decode(4, &bytes[..length]);
            assert!(shorter.is_none_or(|head| head.history.requests.len() < 3), "{length}");
        }
    }
}
