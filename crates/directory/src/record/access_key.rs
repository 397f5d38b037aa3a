// SPDX-License-Identifier: Apache-2.0
//! Long-term access keys.

use std::fmt;

use zeroize::Zeroizing;

use crate::identifier::UniqueId;

/// A long-term access key.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessKey {
    /// `AKIA…`; a given id may have any form.
    pub id: String,
    /// Whose it is.
    pub owner: KeyOwner,
    /// The secret. SigV4 needs it in the clear in memory; the store seals it.
    pub secret: SecretAccessKey,
    /// Whether it may be used.
    pub status: KeyStatus,
    /// Seconds since 1970.
    pub created_at: i64,
}

/// Whose an access key is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyOwner {
    /// The account's root user.
    Root,
    /// A user, by unique id.
    User(UniqueId),
}

/// Whether an access key may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStatus {
    /// It may.
    Active,
    /// Requests signed with it are refused.
    Inactive,
}

/// A secret access key. It is wiped when dropped and never printed.
#[derive(Clone)]
pub struct SecretAccessKey(Zeroizing<String>);

impl SecretAccessKey {
    /// Takes the secret over.
    pub fn new(secret: String) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// The secret itself: for signing, sealing and the one answer that shows it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretAccessKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretAccessKey(…)")
    }
}

impl PartialEq for SecretAccessKey {
    fn eq(&self, other: &Self) -> bool {
        aws_lc_rs::constant_time::verify_slices_are_equal(self.0.as_bytes(), other.0.as_bytes()).is_ok()
    }
}
