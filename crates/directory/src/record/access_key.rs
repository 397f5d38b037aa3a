// SPDX-License-Identifier: Apache-2.0
//! Long-term access keys.

use super::SecretAccessKey;
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

/// The root user where an owner stands as text; no unique id is so.
const ROOT: &str = "root";

impl KeyOwner {
    /// The owner as text: a user's unique id, or `root`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Root => ROOT,
            Self::User(id) => id.as_str(),
        }
    }

    /// The owner that [`KeyOwner::as_str`] wrote.
    pub fn of_text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text == ROOT { Self::Root } else { Self::User(UniqueId::new(text)) }
    }
}

/// Whether an access key, or another credential of a user, may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStatus {
    /// It may.
    Active,
    /// Requests signed with it are refused.
    Inactive,
}
