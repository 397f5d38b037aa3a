// SPDX-License-Identifier: Apache-2.0
//! What the pure function cannot do itself and asks for: chance of its own kind, slow work, and what others publish.
//!
//! A reply that carries an [`Ask`] is no answer yet. Its asker finds the [`Finding`], hands both to the
//! [`Moment`](crate::Moment), and handles the call again. A call that is decided once more, on a newer state, meets the
//! same findings: it asks nothing twice.

use portcullis_directory::record::SecretText;

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
}

impl Ask {
    /// Does what takes long but needs nothing from outside. `None` for all that does, and if the work cannot be done.
    pub fn work(&self) -> Option<Finding> {
        match self {
            Self::PasswordHash { password, salt } => argon::hash(password, salt).map(Finding::PasswordHash),
            Self::PasswordMatch { password, hashes } => {
                Some(Finding::PasswordMatch(argon::find(password, hashes)))
            }
            Self::SigningKeys | Self::Signature(_) => None,
        }
    }

    /// Whether [`Ask::work`] finds it.
    pub fn is_work(&self) -> bool {
        matches!(self, Self::PasswordHash { .. } | Self::PasswordMatch { .. })
    }
}
