// SPDX-License-Identifier: Apache-2.0
//! What the authenticator says of a ceremony, which is part of what it signs.

use aws_lc_rs::digest;
use minicbor::Decoder;

use super::public_key::PublicKey;
use super::{RelyingParty, WebAuthnError};

/// Data of an authenticator whose user was there.
#[derive(Debug)]
pub(super) struct AuthenticatorData<'a> {
    /// Whether the authenticator saw that it was its owner.
    pub(super) is_verified: bool,
    /// How many signatures it has counted, or zero.
    pub(super) sign_count: u32,
    /// The credential that was made.
    pub(super) credential: Option<NewCredential<'a>>,
}

/// A credential that an authenticator made.
#[derive(Debug)]
pub(super) struct NewCredential<'a> {
    pub(super) aaguid: [u8; 16],
    pub(super) id: &'a [u8],
    pub(super) key: PublicKey,
    /// The key as it was read.
    pub(super) cose_key: &'a [u8],
}

/// The longest id of a credential.
const CREDENTIAL_ID_BYTES_MAX: usize = 1_023;

const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const HAS_CREDENTIAL: u8 = 1 << 6;
const HAS_EXTENSIONS: u8 = 1 << 7;

const ENDS_EARLY: WebAuthnError = WebAuthnError::Malformed("the authenticator data ends too early");

impl<'a> AuthenticatorData<'a> {
    /// Reads authenticator data and checks that it is for this relying party, and of a user who was there.
    ///
    /// # Errors
    /// It is malformed, for another relying party, or nobody touched the authenticator.
    pub(super) fn read(bytes: &'a [u8], party: &RelyingParty) -> Result<Self, WebAuthnError> {
        let (party_hash, rest) = bytes.split_at_checked(32).ok_or(ENDS_EARLY)?;
        let (&flags, rest) = rest.split_first().ok_or(ENDS_EARLY)?;
        let (count, mut rest) = rest.split_first_chunk::<4>().ok_or(ENDS_EARLY)?;
        if party_hash != digest::digest(&digest::SHA256, party.id.as_bytes()).as_ref() {
            return Err(WebAuthnError::NotAccepted("the authenticator answered another relying party"));
        }
        let has = |flag: u8| flags & flag != 0;
        if !has(PRESENT) {
            return Err(WebAuthnError::NotAccepted("nobody touched the authenticator"));
        }
        if has(BACKED_UP) && !has(BACKUP_ELIGIBLE) {
            return Err(WebAuthnError::Malformed("the credential is backed up, and cannot be"));
        }
        let credential = if has(HAS_CREDENTIAL) {
            let (credential, after) = NewCredential::read(rest)?;
            rest = after;
            Some(credential)
        } else {
            None
        };
        if has(HAS_EXTENSIONS) {
            let mut decoder = Decoder::new(rest);
            decoder.skip().map_err(|_not_cbor| WebAuthnError::Malformed("the extensions are not CBOR"))?;
            rest = rest.get(decoder.position()..).unwrap_or_default();
        }
        if !rest.is_empty() {
            return Err(WebAuthnError::Malformed("something follows the authenticator data"));
        }
        Ok(Self { is_verified: has(VERIFIED), sign_count: u32::from_be_bytes(*count), credential })
    }
}

impl<'a> NewCredential<'a> {
    fn read(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), WebAuthnError> {
        let (aaguid, rest) = bytes.split_first_chunk::<16>().ok_or(ENDS_EARLY)?;
        let (length, rest) = rest.split_first_chunk::<2>().ok_or(ENDS_EARLY)?;
        let length = usize::from(u16::from_be_bytes(*length));
        if length == 0 || length > CREDENTIAL_ID_BYTES_MAX {
            return Err(WebAuthnError::Malformed("the credential's id is empty or too long"));
        }
        let (id, rest) = rest.split_at_checked(length).ok_or(ENDS_EARLY)?;
        let (key, taken) = PublicKey::read(rest)?;
        let (cose_key, rest) = rest.split_at_checked(taken).ok_or(ENDS_EARLY)?;
        Ok((Self { aaguid: *aaguid, id, key, cose_key }, rest))
    }
}
