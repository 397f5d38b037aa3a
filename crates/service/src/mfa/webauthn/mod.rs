// SPDX-License-Identifier: Apache-2.0
//! Security keys and passkeys by WebAuthn (Level 3): registering one, and proving to have it.
//!
//! Each of the two ceremonies has a beginning, which gives what the browser is asked, and an end, which takes what the
//! browser answers. Nothing is kept in between. The end of a registration gives the record of the new device; the end
//! of an assertion gives the device as it is from then on. Both must be committed with what they allowed: a challenge
//! is answered once, and a signature counter only grows.
//!
//! Attestation is not asked for, so nothing is believed of a key's model: formats `none` and `packed` without
//! certificates are taken, and a signature by the key itself is verified.

mod assertion;
mod authenticator_data;
mod client_data;
mod message;
mod public_key;
mod registration;

use std::fmt;

use portcullis_directory::Refusal;
use portcullis_directory::record::KeyOwner;

pub use assertion::{begin_assertion, finish_assertion};
pub use message::{AssertionOptions, AssertionResponse, RegistrationOptions, RegistrationResponse};
pub use registration::{Registering, begin_registration, finish_registration, registration_permission};

/// For whom browsers make credentials: the server, as they know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    /// The host's name.
    pub id: String,
    /// Scheme, host and port.
    pub origin: String,
}

impl RelyingParty {
    /// The relying party at this URL. `None` if browsers make no credentials for it: it is not reached over TLS, other
    /// than `localhost`, or by a number instead of a name.
    pub fn at(public_url: &str) -> Option<Self> {
        let (scheme, rest) = public_url.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
        let host = authority.split(':').next()?;
        let is_name = host.split('.').next_back()?.starts_with(|letter: char| letter.is_ascii_alphabetic());
        let is_safe = scheme == "https" || (scheme == "http" && host == "localhost");
        (is_name && is_safe && !authority.contains('@'))
            .then(|| Self { id: host.to_owned(), origin: format!("{scheme}://{authority}") })
    }
}

/// Why a ceremony came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebAuthnError {
    /// What came has not the form that the standard gives it; the text says what of it.
    Malformed(&'static str),
    /// What came has its form and is not accepted; the text says why.
    NotAccepted(&'static str),
    /// The account takes no such device.
    Refused(Refusal),
}

impl fmt::Display for WebAuthnError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(what) => write!(formatter, "malformed: {what}"),
            Self::NotAccepted(why) => write!(formatter, "not accepted: {why}"),
            Self::Refused(refusal) => refusal.fmt(formatter),
        }
    }
}

impl std::error::Error for WebAuthnError {}

impl From<Refusal> for WebAuthnError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Whether the authenticator must see that it is its owner who uses it, by a PIN or a finger: of the root user always.
fn requires_verification(owner: &KeyOwner) -> bool {
    *owner == KeyOwner::Root
}

#[cfg(test)]
mod tests;
