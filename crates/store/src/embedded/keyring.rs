// SPDX-License-Identifier: Apache-2.0
//! Data keys, wrapped by the master key, and what they do: seal, open and mark rows.

use std::collections::BTreeMap;

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::{hkdf, hmac, rand};
use portcullis_directory::change::Key;
use portcullis_directory::identifier::AccountId;
use rusqlite::{Connection, params};
use zeroize::Zeroizing;

use super::schema::FORMAT;
use crate::{MasterKey, StoreError};

const NONCE_BYTES: usize = 12;
const TAG_BYTES: usize = 16;

/// The data keys of a store. New rows are sealed with the newest; each row says which one sealed it.
///
/// Nonces are random. With 96 bits of them a key may seal 2^32 times, about a thousand million commits, before
/// two equal nonces become likelier than 2^-32; a new data key starts the count again.
pub(super) struct Keyring {
    keys: BTreeMap<u32, DataKey>,
    current: u32,
}

struct DataKey {
    secret: Zeroizing<[u8; 32]>,
    seal: RandomizedNonceKey,
    mark: hmac::Key,
}

/// Where something sealed belongs. It is bound to its place: elsewhere it does not open.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    Audit { account: AccountId, revision: u64 },
    DataKey,
    Head { account: AccountId, revision: u64 },
    Roster { revision: u64 },
    Row { account: AccountId, key: &'a Key, revision: u64 },
}

/// Sealed bytes (nonce, ciphertext, tag) and the id of the key that sealed them.
pub(super) struct Sealed {
    pub(super) key_id: u32,
    pub(super) bytes: Vec<u8>,
}

/// The bytes are not what was sealed in this place, or their key is unknown.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotAuthentic;

/// The system has no random bytes, or the cipher failed. It does not happen in practice.
#[derive(Debug, Clone, Copy)]
pub(super) struct CannotSeal;

impl Keyring {
    /// Makes the first data key and stores it wrapped.
    pub(super) fn create(connection: &Connection, master_key: &MasterKey) -> Result<(), StoreError> {
        let mut secret = Zeroizing::new([0; 32]);
        let failed =
            |_| StoreError::Unavailable("cannot make a data key: no random bytes can be had".to_owned());
        rand::fill(secret.as_mut_slice()).map_err(failed)?;
        let id = 1;
        let wrapping = WrappingKey::new(master_key)?;
        let wrapped = seal(&wrapping.seal, id, Place::DataKey, secret.as_slice())
            .map_err(|CannotSeal| StoreError::Unavailable("cannot wrap a data key".to_owned()))?;
        let sql = "INSERT INTO keyring (key_id, master_check, wrapped) VALUES (?1, ?2, ?3)";
        connection
            .execute(sql, params![id, wrapping.check.as_slice(), wrapped])
            .map_err(|error| StoreError::Unavailable(format!("cannot store a data key: {error}")))?;
        Ok(())
    }

    /// Reads the data keys and unwraps them.
    pub(super) fn read(connection: &Connection, master_key: &MasterKey) -> Result<Self, StoreError> {
        const DAMAGED: &str = "the keyring, without which nothing can be read, is damaged";
        let unavailable = |why: &dyn std::fmt::Display| {
            StoreError::Unavailable(format!("{DAMAGED} ({why}): restore the store from a backup"))
        };
        let wrapping = WrappingKey::new(master_key)?;
        let mut keys = BTreeMap::new();
        let mut statement = connection
            .prepare("SELECT key_id, master_check, wrapped FROM keyring")
            .map_err(|error| unavailable(&error))?;
        let mut rows = statement.query([]).map_err(|error| unavailable(&error))?;
        while let Some(row) = rows.next().map_err(|error| unavailable(&error))? {
            let read = || -> rusqlite::Result<(u32, Vec<u8>, Vec<u8>)> {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            };
            let (id, check, wrapped) = read().map_err(|error| unavailable(&error))?;
            let secret = match open(&wrapping.seal, id, Place::DataKey, &wrapped) {
                Ok(secret) => secret,
                Err(NotAuthentic) if check == wrapping.check.as_slice() => {
                    return Err(unavailable(&format_args!("data key {id} does not open")));
                }
                Err(NotAuthentic) => return Err(wrong_master_key()),
            };
            let secret =
                <[u8; 32]>::try_from(secret.as_slice()).map_err(|_| unavailable(&"data key of odd size"))?;
            keys.insert(id, DataKey::new(Zeroizing::new(secret))?);
        }
        let current = keys.last_key_value().map(|(id, _)| *id).ok_or_else(|| unavailable(&"it is empty"))?;
        Ok(Self { keys, current })
    }

    pub(super) fn seal(&self, place: Place<'_>, plain: &[u8]) -> Result<Sealed, CannotSeal> {
        let key = self.keys.get(&self.current).ok_or(CannotSeal)?;
        Ok(Sealed { key_id: self.current, bytes: seal(&key.seal, self.current, place, plain)? })
    }

    pub(super) fn open(&self, place: Place<'_>, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
        let key = self.keys.get(&sealed.key_id).ok_or(NotAuthentic)?;
        open(&key.seal, sealed.key_id, place, &sealed.bytes)
    }

    /// A number that stands for these very sealed bytes in this place and that nobody without the key can guess.
    /// An account's head holds the sum of those of its rows.
    pub(super) fn mark(&self, place: Place<'_>, sealed: &Sealed) -> Result<[u8; 32], NotAuthentic> {
        let key = self.keys.get(&sealed.key_id).ok_or(NotAuthentic)?;
        let place = place.bytes(sealed.key_id);
        let mut context = hmac::Context::with_key(&key.mark);
        context.update(&u64::try_from(place.len()).map_err(|_| NotAuthentic)?.to_be_bytes());
        context.update(&place);
        context.update(&sealed.bytes);
        <[u8; 32]>::try_from(context.sign().as_ref()).map_err(|_| NotAuthentic)
    }

    /// A secret for another purpose, which `label` names, from the data key in use.
    pub(super) fn derive(&self, label: &str) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let key = self.keys.get(&self.current).ok_or_else(|| derivation_failed("keyring"))?;
        derive(&key.secret, "derived", label)
    }
}

impl DataKey {
    fn new(secret: Zeroizing<[u8; 32]>) -> Result<Self, StoreError> {
        let seal = cipher(&derive(&secret, "row", "seal")?)?;
        let mark = hmac::Key::new(hmac::HMAC_SHA256, derive(&secret, "row", "mark")?.as_slice());
        Ok(Self { secret, seal, mark })
    }
}

/// What the master key does: wrap data keys, and tell a wrong master key from a damaged keyring.
struct WrappingKey {
    seal: RandomizedNonceKey,
    check: Zeroizing<[u8; 32]>,
}

impl WrappingKey {
    fn new(master_key: &MasterKey) -> Result<Self, StoreError> {
        let seal = cipher(&derive(master_key.bytes(), "master", "wrap")?)?;
        Ok(Self { seal, check: derive(master_key.bytes(), "master", "check")? })
    }
}

impl Place<'_> {
    /// The place as associated data. Every part has a fixed length or a length before it, and the last one ends it,
    /// so that no two places have the same bytes.
    fn bytes(&self, key_id: u32) -> Vec<u8> {
        let (tag, account, revision, key) = match *self {
            Self::Audit { account, revision } => (1, account.number(), revision, None),
            Self::DataKey => (2, 0, 0, None),
            Self::Head { account, revision } => (3, account.number(), revision, None),
            Self::Roster { revision } => (4, 0, revision, None),
            Self::Row { account, key, revision } => (5, account.number(), revision, Some(key)),
        };
        let mut bytes = vec![FORMAT, tag];
        bytes.extend(key_id.to_be_bytes());
        bytes.extend(account.to_be_bytes());
        bytes.extend(revision.to_be_bytes());
        if let Some(key) = key {
            let kind = key.kind.as_str();
            // The names of kinds are short and hold no NUL.
            bytes.extend(kind.as_bytes());
            bytes.push(0);
            bytes.extend(key.id.as_bytes());
        }
        bytes
    }
}

fn seal(
    key: &RandomizedNonceKey,
    key_id: u32,
    place: Place<'_>,
    plain: &[u8],
) -> Result<Vec<u8>, CannotSeal> {
    // The plain text is sealed in place, in a buffer that need not grow, so that no copy of it is left behind.
    let mut buffer = Vec::with_capacity(NONCE_BYTES + plain.len() + TAG_BYTES);
    buffer.extend([0; NONCE_BYTES]);
    buffer.extend(plain);
    let (nonce_place, text) = buffer.split_first_chunk_mut::<NONCE_BYTES>().ok_or(CannotSeal)?;
    let aad = Aad::from(place.bytes(key_id));
    let (nonce, tag) = key.seal_in_place_separate_tag(aad, text).map_err(|_| CannotSeal)?;
    nonce_place.copy_from_slice(nonce.as_ref());
    buffer.extend(tag.as_ref());
    Ok(buffer)
}

fn open(
    key: &RandomizedNonceKey,
    key_id: u32,
    place: Place<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, NotAuthentic> {
    let (nonce, text) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(NotAuthentic)?;
    let mut buffer = Zeroizing::new(text.to_vec());
    let aad = Aad::from(place.bytes(key_id));
    let plain = key.open_in_place(Nonce::from(nonce), aad, &mut buffer).map_err(|_| NotAuthentic)?.len();
    buffer.truncate(plain);
    Ok(buffer)
}

fn cipher(secret: &Zeroizing<[u8; 32]>) -> Result<RandomizedNonceKey, StoreError> {
    RandomizedNonceKey::new(&AES_256_GCM, secret.as_slice()).map_err(|_| derivation_failed("cipher"))
}

/// HKDF-SHA256. Purposes and labels keep secrets apart: none can be had from another.
fn derive(secret: &[u8; 32], purpose: &str, label: &str) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let mut derived = Zeroizing::new([0; 32]);
    hkdf::Salt::new(hkdf::HKDF_SHA256, b"portcullis store")
        .extract(secret)
        .expand(&[purpose.as_bytes(), b"/", label.as_bytes()], hkdf::HKDF_SHA256)
        .and_then(|output| output.fill(derived.as_mut_slice()))
        .map_err(|_| derivation_failed(label))?;
    Ok(derived)
}

fn derivation_failed(what: &str) -> StoreError {
    StoreError::Unavailable(format!("cannot derive a key (`{what}`)"))
}

fn wrong_master_key() -> StoreError {
    StoreError::WrongMasterKey(
        "the master key does not open the store: start with the key that the store was made with".to_owned(),
    )
}
