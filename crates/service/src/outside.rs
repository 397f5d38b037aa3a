// SPDX-License-Identifier: Apache-2.0
//! What the pure function cannot do itself and asks for: chance of its own kind, slow work, and what others publish.
//!
//! A reply that carries an [`Ask`] is no answer yet. Its asker finds the [`Finding`], hands both to the
//! [`Moment`](crate::Moment), and handles the call again. A call that is decided once more, on a newer state, meets the
//! same findings: it asks nothing twice.

use std::sync::Arc;

use portcullis_directory::record::SecretText;

use crate::identity_center::{DeviceFinding, DeviceOrder};
use crate::password::argon;
use crate::signing::{NewSigningKey, Order};

/// What a reply asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// New signing keys, one for each algorithm.
    SigningKeys,
    /// A signature. It is given to [`Reply::signed`](crate::Reply::signed); the call is not handled again.
    Signature(Order),
    /// The hash under which a new password is kept. Slow: [`Ask::work`] does it.
    PasswordHash {
        /// The password.
        password: SecretText,
        /// Chance that goes into the hash.
        salt: [u8; argon::SALT_BYTES],
    },
    /// Which of these hashes, if any, is the password's. Slow: [`Ask::work`] does it.
    PasswordMatch {
        /// The password.
        password: SecretText,
        /// The hashes, of which the first that fits is told.
        hashes: Vec<SecretText>,
    },
    /// A document that an identity provider publishes.
    Document(DocumentOrder),
    /// What the token endpoint of an identity provider gives for a code. It is asked once: a code that was shown is
    /// used up, whatever came of it.
    Exchange(ExchangeOrder),
    /// The SHA-1, in lower-case hexadecimal, of the last certificate of the chain that a server shows. Nothing vouches
    /// for the server: the thumbprint is what it will be known by.
    Thumbprint {
        /// A URL of the server.
        url: String,
    },
    /// What the devices that wait for a person are asked or told. Each order is carried out once.
    Device(DeviceOrder),
}

/// Which document of an identity provider is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentOrder {
    /// Its URL, which begins with `https://`.
    pub url: String,
    /// Where no root vouches for the server: SHA-1 of the last certificate of the chains that it may show.
    pub thumbprints: Vec<String>,
    /// Whether a copy that was kept does not do, unless it was fetched just now.
    pub is_fresh: bool,
}

/// What is sent to a token endpoint (RFC 6749, section 4.1.3).
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeOrder {
    /// Its URL, which begins with `https://`.
    pub url: String,
    /// As in [`DocumentOrder::thumbprints`].
    pub thumbprints: Vec<String>,
    /// The body, `application/x-www-form-urlencoded`.
    pub form: SecretText,
    /// The `Authorization` header, if the client shows its secret there.
    pub authorization: Option<SecretText>,
}

/// The most bytes of what a token endpoint answers. The longest ID token that is read fits three times.
pub const EXCHANGE_BYTES_MAX: usize = 65_536;

/// What a token endpoint answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchanged {
    /// Whether it gives tokens (status 200), and not an error (400 or 401).
    pub is_granted: bool,
    /// The body.
    pub body: SecretText,
}

/// Why a document, an answer or a thumbprint could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchProblem {
    /// The server was not found, does not answer or not in time, or says that it cannot answer now.
    Unreachable,
    /// The server's certificate is not to be trusted.
    Untrusted,
    /// The server stands where it may not, or sends something else than a document of bounded size.
    Unusable,
}

/// What was found for an [`Ask`].
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// For [`Ask::SigningKeys`].
    SigningKeys(Vec<NewSigningKey>),
    /// For [`Ask::PasswordHash`].
    PasswordHash(SecretText),
    /// For [`Ask::PasswordMatch`]: the place of the hash that fits.
    PasswordMatch(Option<usize>),
    /// For [`Ask::Document`].
    Document(Result<Arc<str>, FetchProblem>),
    /// For [`Ask::Exchange`].
    Exchange(Result<Exchanged, FetchProblem>),
    /// For [`Ask::Thumbprint`].
    Thumbprint(Result<String, FetchProblem>),
    /// For [`Ask::Device`].
    Device(DeviceFinding),
}

impl Ask {
    /// Does what takes long but needs nothing from outside. `None` for all that does, and if the work cannot be done.
    pub fn work(&self) -> Option<Finding> {
        match self {
            Self::PasswordHash { password, salt } => argon::hash(password, salt).map(Finding::PasswordHash),
            Self::PasswordMatch { password, hashes } => {
                Some(Finding::PasswordMatch(argon::find(password, hashes)))
            }
            Self::SigningKeys
            | Self::Signature(_)
            | Self::Document(_)
            | Self::Exchange(_)
            | Self::Thumbprint { .. }
            | Self::Device(_) => None,
        }
    }

    /// Whether [`Ask::work`] finds it.
    pub fn is_work(&self) -> bool {
        matches!(self, Self::PasswordHash { .. } | Self::PasswordMatch { .. })
    }
}
